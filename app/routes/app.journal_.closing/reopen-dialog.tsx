import { useAppBridge } from "@shopify/app-bridge-react";
import { FormLayout, Modal, Text, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { useFormat } from "#app/components/use-format.ts";
import { daysAfter } from "#app/domain/dates.ts";
import { limits } from "#app/domain/limits.ts";

type Props = {
  closedThrough: string;
  /** What was closed before that: undoing the last closing is what is wished for most. */
  before: string | null;
  onClose(): void;
};

export function ReopenDialog({ closedThrough, before, onClose }: Props) {
  const { t } = useTranslation("closing");
  const shopify = useAppBridge();
  const format = useFormat("UTC");
  const [through, setThrough] = useState(before && before < closedThrough ? before : "");
  const [cause, setCause] = useState("");
  const act = useAct(
    useCallback(() => {
      shopify.toast.show(t("reopen.done"));
      onClose();
    }, [shopify, t, onClose]),
  );
  const latest = daysAfter(closedThrough, -1);
  const late = through > latest;

  return (
    <Dialog
      open
      title={t("reopen.title")}
      confirm={t("reopen.confirm")}
      destructive
      busy={act.busy}
      disabled={late || cause.trim() === ""}
      onConfirm={() =>
        act.send("/app/journal/closing/reopening", { through: through || null, cause: cause.trim() })
      }
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("reopen.refused")} /> : null}
          <Text as="p">{t("reopen.body")}</Text>
          <TextField
            type="date"
            label={t("reopen.through")}
            value={through}
            max={latest}
            onChange={setThrough}
            error={late ? t("reopen.late", { day: format.day(latest) }) : undefined}
            helpText={
              through ? t("reopen.opens", { day: format.day(daysAfter(through, 1)) }) : t("reopen.opensAll")
            }
            autoComplete="off"
          />
          <TextField
            label={t("reopen.cause")}
            value={cause}
            onChange={setCause}
            requiredIndicator
            maxLength={limits.causeLengthMax}
            helpText={t("reopen.causeHelp")}
            autoComplete="off"
          />
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
