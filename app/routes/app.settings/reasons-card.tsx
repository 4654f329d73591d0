import { Badge, BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AccountSetting } from "#app/queries/account-settings.ts";
import type { ReasonSetting } from "#app/queries/reason-settings.ts";
import { accountNameOf } from "./account-name.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

type Props = {
  reasons: ReasonSetting[];
  accounts: AccountSetting[];
  mayChange: boolean;
  mayChooseAccount: boolean;
};

/** Each reason says what choosing it does to the books and to the figures. */
export function ReasonsCard({ reasons, accounts, mayChange, mayChooseAccount }: Props) {
  const { t } = useTranslation("settings");
  const { t: word } = useTranslation("words");
  const [editing, setEditing] = useState<ReasonSetting | null>(null);
  return (
    <Card padding="0">
      <ul className="lossbook-list">
        {reasons.map((reason) => (
          <li key={reason.id}>
            <Box padding="400">
              <InlineStack align="space-between" blockAlign="center" gap="300" wrap={false}>
                <BlockStack gap="100">
                  <InlineStack gap="200" align="start" blockAlign="center">
                    <Text as="h3" fontWeight="semibold">
                      {reason.label}
                    </Text>
                    {reason.archived ? <Badge>{t("reasons.archived")}</Badge> : null}
                    {reason.needsNote ? <Badge tone="info">{t("reasons.needsNote")}</Badge> : null}
                  </InlineStack>
                  <Text as="p" tone="subdued">
                    {t(reason.shrink ? "reasons.effectShrink" : "reasons.effectNoShrink", {
                      account: accountNameOf(accounts, reason.debitRole),
                    })}{" "}
                    {word(`family.${reason.family}`)}.
                  </Text>
                </BlockStack>
                {mayChange ? (
                  <Button
                    accessibilityLabel={t("reasons.editOne", { label: reason.label })}
                    onClick={() => setEditing(reason)}
                  >
                    {t("reasons.edit")}
                  </Button>
                ) : null}
              </InlineStack>
            </Box>
          </li>
        ))}
      </ul>
      <ReasonDialog
        key={editing?.id ?? "none"}
        reason={editing}
        accounts={accounts}
        mayChooseAccount={mayChooseAccount}
        onClose={() => setEditing(null)}
      />
    </Card>
  );
}
