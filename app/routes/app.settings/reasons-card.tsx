import { Badge, BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { v7 } from "uuid";
import { limits } from "#app/domain/limits.ts";
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
  const isNew = editing !== null && !reasons.some(({ id }) => id === editing.id);
  const full = reasons.length >= limits.reasonsPerShop;
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
      {mayChange ? (
        <Box padding="400" borderBlockStartWidth="025" borderColor="border">
          <BlockStack gap="200" inlineAlign="start">
            <Button disabled={!mayChooseAccount || full} onClick={() => setEditing(blank())}>
              {t("reasons.add")}
            </Button>
            {mayChooseAccount && !full ? null : (
              <Text as="p" tone="subdued">
                {t(full ? "reasons.full" : "reasons.addKept", { most: limits.reasonsPerShop })}
              </Text>
            )}
          </BlockStack>
        </Box>
      ) : null}
      {editing ? (
        <ReasonDialog
          key={editing.id}
          reason={editing}
          isNew={isNew}
          accounts={accounts}
          mayChooseAccount={mayChooseAccount}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </Card>
  );
}

/** Its id is made here: asked for twice, it is added once. */
function blank(): ReasonSetting {
  return {
    id: v7(),
    label: "",
    family: "damage",
    shrink: true,
    needsNote: false,
    needsEvidence: false,
    debitRole: "loss-other",
    materialRole: "inventory-write-down",
    shopifyReason: "other",
    kinds: ["off"],
    archived: false,
  };
}
