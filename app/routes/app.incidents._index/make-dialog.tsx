import { useNavigate } from "@remix-run/react";
import { FormLayout, Modal, TextField } from "@shopify/polaris";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { v7 } from "uuid";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { limits } from "#app/domain/limits.ts";

export function MakeDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation("incidents");
  const navigate = useNavigate();
  const id = useMemo(() => v7(), []);
  const [name, setName] = useState("");
  const act = useAct<{ id: string }>(
    useCallback((made) => navigate(`/app/incidents/${made.id}`), [navigate]),
  );
  return (
    <Dialog
      open
      title={t("make.title")}
      confirm={t("make.action")}
      busy={act.busy}
      disabled={!name.trim()}
      onConfirm={() => act.send("/app/incidents/new", { id, name: name.trim() })}
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("make.refused")} /> : null}
          <TextField
            label={t("edit.name")}
            helpText={t("make.help")}
            value={name}
            onChange={setName}
            maxLength={limits.incidentNameLengthMax}
            autoComplete="off"
            autoFocus
          />
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
