import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, List, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { hourOf } from "#app/components/hour-of.ts";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import type { Watch } from "#app/domain/signal/watch.ts";
import { WatchDialog } from "./watch-dialog.tsx";

/** In words what is noticed, and what becomes of it. */
export function WatchCard({ watch, mayChange }: { watch: Watch | null; mayChange: boolean }) {
  const { t, i18n } = useTranslation("watch");
  const shopify = useAppBridge();
  const [open, setOpen] = useState(false);
  const act = useAct(useCallback(() => shopify.toast.show(t("saved")), [shopify, t]));
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="start">
        {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("notSaved")} /> : null}
        {watch ? (
          <List>
            <List.Item>{t("says.value", { count: watch.times })}</List.Item>
            <List.Item>{t("says.person", { count: watch.times })}</List.Item>
            <List.Item>{t("says.again", { count: watch.againTimes })}</List.Item>
            <List.Item>{t("says.returned")}</List.Item>
            <List.Item>{t("says.below", { percent: watch.belowPercent })}</List.Item>
            <List.Item>{t("says.small", { count: watch.smallItems, units: watch.smallUnits })}</List.Item>
            <List.Item>
              {watch.opensAt === null || watch.closesAt === null
                ? t("says.anyHour")
                : t("says.hours", {
                    from: hourOf(watch.opensAt, i18n.language),
                    to: hourOf(watch.closesAt, i18n.language),
                  })}
            </List.Item>
          </List>
        ) : (
          <Text as="p">{t("says.nothing")}</Text>
        )}
        {mayChange ? (
          <BlockStack gap="200" inlineAlign="start">
            <Button onClick={() => setOpen(true)}>{t(watch ? "change" : "begin")}</Button>
            {watch ? (
              <Button
                variant="plain"
                tone="critical"
                loading={act.busy}
                onClick={() => act.send("/app/settings/watch", { watch: null })}
              >
                {t("end")}
              </Button>
            ) : null}
          </BlockStack>
        ) : (
          <Text as="p" tone="subdued">
            {t("mayNot")}
          </Text>
        )}
      </BlockStack>
      {open ? <WatchDialog watch={watch} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}
