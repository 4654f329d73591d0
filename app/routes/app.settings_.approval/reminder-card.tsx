import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";

export function ReminderCard({ hours, mayChange }: { hours: number; mayChange: boolean }) {
  const { t } = useTranslation("approval");
  const shopify = useAppBridge();
  const [typed, setTyped] = useState(String(hours));
  const act = useAct(useCallback(() => shopify.toast.show(t("saved")), [shopify, t]));
  const isWhole = /^[0-9]{1,3}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= 720;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("reminder.title")}
        </Text>
        {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("notSaved")} /> : null}
        <Text as="p">{t("reminder.body")}</Text>
        <InlineStack gap="200" blockAlign="end">
          <TextField
            label={t("reminder.hours")}
            value={typed}
            onChange={setTyped}
            inputMode="numeric"
            autoComplete="off"
            disabled={!mayChange}
            error={isWhole ? undefined : t("reminder.bad")}
          />
          {mayChange ? (
            <Button
              loading={act.busy}
              disabled={!isWhole || Number(typed) === hours}
              onClick={() => act.send("/app/settings/approval/reminder", { hours: Number(typed) })}
            >
              {t("save")}
            </Button>
          ) : null}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
