import { Checkbox, FormLayout, Modal, Text, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { limits } from "#app/domain/limits.ts";
import type { EvidenceView } from "#app/queries/evidence-list.ts";
import { Dialog } from "./dialog.tsx";
import { RefusalBanner } from "./refusal-banner.tsx";
import { useAct } from "./use-act.ts";

type Props = {
  evidence: EvidenceView;
  mayErase: boolean;
  onDone: (() => void) | undefined;
  onClose(): void;
};

/** It counts no more, and why; or, for what must not be kept at all, its bytes go too. */
export function WithdrawDialog({ evidence, mayErase, onDone, onClose }: Props) {
  const { t } = useTranslation("evidence");
  const [cause, setCause] = useState("");
  const [erases, setErases] = useState(evidence.withdrawn !== null);
  const act = useAct(
    useCallback(() => {
      onDone?.();
      onClose();
    }, [onDone, onClose]),
  );
  const door = erases ? "erasure" : "withdrawal";
  return (
    <Dialog
      open
      title={t("dialog.title", { name: evidence.name })}
      confirm={t(erases ? "dialog.erase" : "dialog.withdraw")}
      destructive
      busy={act.busy}
      disabled={!cause.trim()}
      onConfirm={() => act.send(`/app/evidence/${evidence.id}/${door}`, { cause })}
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("dialog.refused")} /> : null}
          <Text as="p">{t("dialog.body")}</Text>
          <TextField
            label={t("dialog.cause")}
            value={cause}
            onChange={setCause}
            maxLength={limits.causeLengthMax}
            autoComplete="off"
          />
          {mayErase && !evidence.erased ? (
            <Checkbox
              label={t("dialog.eraseToo")}
              helpText={t("dialog.eraseHelp")}
              checked={erases}
              disabled={evidence.withdrawn !== null}
              onChange={setErases}
            />
          ) : null}
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
