import { useAppBridge } from "@shopify/app-bridge-react";
import { FormLayout, Modal, Select, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { useOwnWords } from "#app/components/use-own-words.ts";
import type { AccountSetting } from "#app/queries/account-settings.ts";
import type { FilterChoices } from "#app/queries/filter-choices.ts";
import type { ReasonSetting } from "#app/queries/reason-settings.ts";
import type { RuleSetting } from "#app/queries/rules-settings.ts";
import { debitOptions } from "./account-name.ts";

export type RuleChoices = {
  reasons: ReasonSetting[];
  locations: FilterChoices["locations"];
  accounts: AccountSetting[];
};

type Props = RuleChoices & { rule: RuleSetting | null; taken: RuleSetting[]; onClose(): void };

export function RuleDialog({ rule, taken, reasons, locations, accounts, onClose }: Props) {
  const { t } = useTranslation("settings");
  const own = useOwnWords();
  const shopify = useAppBridge();
  const [chosen, setChosen] = useState({
    reasonId: rule?.reasonId ?? "",
    locationId: rule?.locationId ?? "",
    role: rule?.role ?? "",
  });
  const act = useAct(
    useCallback(() => {
      shopify.toast.show(t("rules.saved"));
      onClose();
    }, [shopify, t, onClose]),
  );
  const { reasonId, locationId, role } = chosen;
  const clash = !rule && taken.some((one) => one.reasonId === reasonId && one.locationId === locationId);
  const choose = { value: "", label: t("rules.choose"), disabled: true };
  const open = reasons.filter(({ archived }) => !archived).map(({ id, label }) => ({ value: id, label }));
  return (
    <Dialog
      open
      title={
        rule
          ? t("rules.place", { reason: own.reason(rule.reasonLabel), location: rule.locationName })
          : t("rules.addTitle")
      }
      confirm={t("save")}
      busy={act.busy}
      disabled={!reasonId || !locationId || !role || clash}
      onConfirm={() => act.send("/app/settings/account-rules", chosen)}
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("notSaved")} /> : null}
          {rule ? null : (
            <>
              <Select
                label={t("rules.reason")}
                options={[choose, ...open]}
                value={reasonId}
                onChange={(value) => setChosen({ ...chosen, reasonId: value })}
              />
              <Select
                label={t("rules.location")}
                options={[choose, ...locations.map(({ id, name }) => ({ value: id, label: name }))]}
                value={locationId}
                onChange={(value) => setChosen({ ...chosen, locationId: value })}
                error={clash ? t("rules.clash") : undefined}
              />
            </>
          )}
          <Select
            label={t("reasons.account")}
            options={[choose, ...debitOptions(accounts)]}
            value={role}
            onChange={(value) => setChosen({ ...chosen, role: value })}
          />
          <Text as="p" tone="subdued">
            {t("rules.help")}
          </Text>
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
