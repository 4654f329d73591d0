import { ChoiceList, FormLayout, Modal, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { v7 } from "uuid";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { HOOK_EVENTS } from "#app/domain/hook/event.ts";
import { limits } from "#app/domain/limits.ts";
import { SecretDialog } from "./secret-dialog.tsx";

/** The secret is in the answer and nowhere else, so it takes the place of the form until it is copied. */
export function MakeDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation("hooks");
  const [label, setLabel] = useState("");
  const [url, setUrl] = useState("");
  const [events, setEvents] = useState<string[]>(["entry.made"]);
  const [secret, setSecret] = useState<string | null>(null);
  const act = useAct<{ secret: string }>(useCallback((made) => setSecret(made.secret), []));
  // A new id each time: the secret of one whose answer was lost cannot be told again.
  const make = () =>
    act.send("/app/hooks/connection", { id: v7(), label: label.trim(), url: url.trim(), events });
  if (secret) return <SecretDialog secret={secret} onClose={onClose} />;
  return (
    <Dialog
      open
      title={t("make.title")}
      confirm={t("make.action")}
      busy={act.busy}
      disabled={!label.trim() || !url.trim() || events.length === 0}
      onConfirm={make}
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("make.notMade")} /> : null}
          <TextField
            label={t("make.label")}
            helpText={t("make.labelHelp")}
            value={label}
            onChange={setLabel}
            maxLength={limits.hookLabelLengthMax}
            autoComplete="off"
          />
          <TextField
            label={t("make.url")}
            helpText={t("make.urlHelp")}
            type="url"
            inputMode="url"
            value={url}
            onChange={setUrl}
            maxLength={limits.hookUrlLengthMax}
            autoComplete="off"
          />
          <ChoiceList
            title={t("make.what")}
            allowMultiple
            choices={HOOK_EVENTS.map((event) => ({
              label: t(`event.${event.replace(".", "-")}`),
              value: event,
            }))}
            selected={events}
            onChange={setEvents}
          />
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
