import { useAppBridge } from "@shopify/app-bridge-react";
import { Checkbox, FormLayout, Modal, Select, Text, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { FAMILIES, isNoteFree } from "#app/domain/reason/reason.ts";
import type { AccountSetting } from "#app/queries/account-settings.ts";
import type { ReasonSetting } from "#app/queries/reason-settings.ts";
import { debitOptions } from "./account-name.ts";
import { ReasonUse } from "./reason-use.tsx";

type Props = {
  reason: ReasonSetting;
  /** It is added, and not one of the list. */
  isNew: boolean;
  accounts: AccountSetting[];
  mayChooseAccount: boolean;
  onClose(): void;
};

export function ReasonDialog({ reason, isNew, accounts, mayChooseAccount, onClose }: Props) {
  const { t } = useTranslation("settings");
  const { t: word } = useTranslation("words");
  const shopify = useAppBridge();
  const [changed, setChanged] = useState(reason);
  const act = useAct(
    useCallback(() => {
      shopify.toast.show(t(isNew ? "reasons.added" : "reasons.saved"));
      onClose();
    }, [shopify, t, onClose, isNew]),
  );
  const set = (change: Partial<ReasonSetting>) => setChanged((one) => ({ ...one, ...change }));

  function save() {
    const { id, archived, ...told } = changed;
    if (isNew) act.send("/app/settings/reasons", { id, ...told });
    else act.send(`/app/settings/reasons/${id}`, { ...told, archived });
  }

  return (
    <Dialog
      open
      title={isNew ? t("reasons.addTitle") : t("reasons.editOne", { label: reason.label })}
      confirm={t("save")}
      busy={act.busy}
      disabled={!changed.label.trim() || changed.kinds.length === 0}
      onConfirm={save}
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("reasons.notSaved")} /> : null}
          <TextField
            label={t("reasons.label")}
            value={changed.label}
            onChange={(label) => set({ label })}
            error={
              changed.label.trim() || changed.label === reason.label ? undefined : t("reasons.labelNeeded")
            }
            helpText={t("reasons.labelHelp")}
            maxLength={60}
            autoComplete="off"
          />
          <Select
            label={t("reasons.account")}
            options={debitOptions(accounts)}
            value={changed.debitRole}
            onChange={(debitRole) => set({ debitRole })}
            disabled={!mayChooseAccount}
            helpText={t(mayChooseAccount ? "reasons.accountHelp" : "reasons.accountKept")}
          />
          <Select
            label={t("reasons.material")}
            options={[{ value: "", label: t("reasons.materialSame") }, ...debitOptions(accounts)]}
            value={changed.materialRole ?? ""}
            onChange={(role) => set({ materialRole: role || null })}
            disabled={!mayChooseAccount}
            helpText={t("reasons.materialHelp")}
          />
          <Select
            label={t("reasons.family")}
            options={FAMILIES.map((family) => ({ value: family, label: word(`family.${family}`) }))}
            value={changed.family}
            onChange={(family) => set({ family })}
          />
          <Checkbox
            label={t("reasons.shrink")}
            helpText={t("reasons.shrinkHelp")}
            checked={changed.shrink}
            onChange={(shrink) => set({ shrink })}
          />
          <Checkbox
            label={t("reasons.noteNeeded")}
            checked={changed.needsNote}
            disabled={!isNoteFree(changed)}
            onChange={(needsNote) => set({ needsNote })}
          />
          <Checkbox
            label={t("reasons.evidenceNeeded")}
            helpText={t("reasons.evidenceHelp")}
            checked={changed.needsEvidence}
            onChange={(needsEvidence) => set({ needsEvidence })}
          />
          <ReasonUse reason={changed} set={set} />
          {isNew ? null : (
            <Checkbox
              label={t("reasons.archive")}
              helpText={t("reasons.archiveHelp")}
              checked={changed.archived}
              onChange={(archived) => set({ archived })}
            />
          )}
          <Text as="p" tone="subdued">
            {t("reasons.future")}
          </Text>
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
