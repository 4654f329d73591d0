import { ChoiceList, FormLayout, Modal, Select, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { v7 } from "uuid";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { limits } from "#app/domain/limits.ts";
import { MadeDialog } from "./made-dialog.tsx";

const DAYS = [30, 90, 365];

/** The token is in the answer and nowhere else, so it takes the place of the form until it is copied. */
export function MakeDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation("feed");
  const [label, setLabel] = useState("");
  const [scopes, setScopes] = useState<string[]>(["entries"]);
  const [days, setDays] = useState("365");
  const [token, setToken] = useState<string | null>(null);
  const act = useAct<{ token: string }>(useCallback((made) => setToken(made.token), []));
  // A new id each time: the secret of a token whose answer was lost cannot be told again.
  const make = () =>
    act.send("/app/feed/tokens", { id: v7(), label: label.trim(), scopes, days: Number(days) });
  if (token) return <MadeDialog token={token} onClose={onClose} />;
  return (
    <Dialog
      open
      title={t("make.title")}
      confirm={t("make.action")}
      busy={act.busy}
      disabled={!label.trim() || scopes.length === 0}
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
            maxLength={limits.feedLabelLengthMax}
            autoComplete="off"
          />
          <ChoiceList
            title={t("make.what")}
            allowMultiple
            choices={[
              { label: t("make.entries"), value: "entries" },
              { label: t("make.documents"), value: "documents" },
            ]}
            selected={scopes}
            onChange={setScopes}
          />
          <Select
            label={t("make.days")}
            options={DAYS.map((count) => ({ label: t("make.day", { count }), value: String(count) }))}
            value={days}
            onChange={setDays}
          />
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
