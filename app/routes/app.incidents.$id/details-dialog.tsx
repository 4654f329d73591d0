import { Checkbox, FormLayout, Modal, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { limits } from "#app/domain/limits.ts";
import type { IncidentView } from "#app/queries/incident-view.ts";

type Props = { incident: IncidentView; onClose(): void };

export function DetailsDialog({ incident, onClose }: Props) {
  const { t } = useTranslation("incidents");
  const [name, setName] = useState(incident.name);
  const [note, setNote] = useState(incident.note);
  const [closed, setClosed] = useState(incident.closed);
  const act = useAct<object>(useCallback(() => onClose(), [onClose]));
  return (
    <Dialog
      open
      title={t("edit.title")}
      confirm={t("edit.save")}
      busy={act.busy}
      disabled={!name.trim()}
      onConfirm={() => act.send(`/app/incidents/${incident.id}/details`, { name: name.trim(), note, closed })}
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("edit.refused")} /> : null}
          <TextField
            label={t("edit.name")}
            value={name}
            onChange={setName}
            maxLength={limits.incidentNameLengthMax}
            autoComplete="off"
          />
          <TextField
            label={t("note")}
            helpText={t("edit.noteHelp")}
            value={note}
            onChange={setNote}
            maxLength={limits.noteLengthMax}
            multiline={3}
            autoComplete="off"
          />
          <Checkbox
            label={t("edit.closed")}
            helpText={t("edit.closedHelp")}
            checked={closed}
            onChange={setClosed}
          />
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
