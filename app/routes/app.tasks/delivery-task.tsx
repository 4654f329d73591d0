import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import type { DeliveryTask } from "#app/queries/book-tasks.ts";

/** Its own page says what happened and holds every way out. */
export function DeliveryTaskRow({ task, mayAct }: { task: DeliveryTask; mayAct: boolean }) {
  const { t } = useTranslation("tasks");
  const { t: words } = useTranslation("deliveries");
  const { id, reference, vendor, organisationName, accountingDate, trouble, drift } = task;
  return (
    <InlineStack align="space-between" blockAlign="center" gap="300">
      <BlockStack gap="050">
        <Text as="h3" fontWeight="semibold">
          {trouble
            ? words(`trouble.${trouble}.title`, { vendor })
            : words(`drift.${drift ?? "edited"}.title`, { vendor })}
        </Text>
        <Text as="span" tone="subdued">
          {reference} · {organisationName} · <CalendarDay day={accountingDate} />
        </Text>
      </BlockStack>
      {mayAct ? (
        <Button
          url={`/app/deliveries/${id}`}
          accessibilityLabel={t("deliveries.actionFor", { reference, organisation: organisationName })}
        >
          {t("deliveries.action")}
        </Button>
      ) : (
        <Text as="span" tone="subdued">
          {t("needsValue.finance")}
        </Text>
      )}
    </InlineStack>
  );
}
