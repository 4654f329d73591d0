import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Box, Button, ButtonGroup, Card, InlineStack, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { useOwnWords } from "#app/components/use-own-words.ts";
import type { RuleSetting } from "#app/queries/rules-settings.ts";
import { accountNameOf } from "./account-name.ts";
import { type RuleChoices, RuleDialog } from "./rule-dialog.tsx";

type Props = RuleChoices & { rules: RuleSetting[]; mayChange: boolean };

/** Where a reason leads to another account than its own, location by location. */
export function RulesCard({ rules, mayChange, ...choices }: Props) {
  const { t } = useTranslation("settings");
  const own = useOwnWords();
  const shopify = useAppBridge();
  const [editing, setEditing] = useState<RuleSetting | "new" | null>(null);
  const removal = useAct(useCallback(() => shopify.toast.show(t("rules.removed")), [shopify, t]));
  const place = (rule: RuleSetting) =>
    t("rules.place", { reason: own.reason(rule.reasonLabel), location: rule.locationName });
  return (
    <Card padding="0">
      {removal.refusal ? (
        <Box padding="400">
          <RefusalBanner refusal={removal.refusal} title={t("notSaved")} />
        </Box>
      ) : null}
      <ul className="lossbook-list">
        {rules.map((rule) => (
          <li key={`${rule.reasonId} ${rule.locationId}`}>
            <Box padding="400">
              <InlineStack align="space-between" blockAlign="center" gap="300">
                <span className="lossbook-wrap">
                  <BlockStack gap="100">
                    <Text as="h3" fontWeight="semibold">
                      {place(rule)}
                    </Text>
                    <Text as="p" tone="subdued">
                      {t("rules.goesTo", { account: accountNameOf(choices.accounts, rule.role) })}
                    </Text>
                  </BlockStack>
                </span>
                {mayChange ? (
                  <ButtonGroup>
                    <Button
                      accessibilityLabel={t("rules.changeOne", { place: place(rule) })}
                      onClick={() => setEditing(rule)}
                    >
                      {t("change")}
                    </Button>
                    <Button
                      accessibilityLabel={t("rules.removeOne", { place: place(rule) })}
                      disabled={removal.busy}
                      onClick={() => {
                        const { reasonId, locationId } = rule;
                        removal.send("/app/settings/account-rules/removal", { reasonId, locationId });
                      }}
                    >
                      {t("rules.remove")}
                    </Button>
                  </ButtonGroup>
                ) : null}
              </InlineStack>
            </Box>
          </li>
        ))}
      </ul>
      <Box padding="400">
        <BlockStack gap="300" inlineAlign="start">
          {rules.length === 0 ? (
            <Text as="p" tone="subdued">
              {t("rules.none")}
            </Text>
          ) : null}
          {mayChange ? <Button onClick={() => setEditing("new")}>{t("rules.add")}</Button> : null}
        </BlockStack>
      </Box>
      {editing ? (
        <RuleDialog
          rule={editing === "new" ? null : editing}
          taken={rules}
          {...choices}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </Card>
  );
}
