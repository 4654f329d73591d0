import { BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { EntryTable } from "#app/components/entry-table.tsx";
import type { DeliveryView } from "#app/queries/delivery-page.ts";
import type { EntryView } from "#app/queries/entry-view.ts";

/** What our own journal says. */
export function OurSide({ delivery, entries }: { delivery: DeliveryView; entries: EntryView[] }) {
  const { t } = useTranslation("deliveries");
  const isTest = delivery.scope === "test";
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("ours.title")}
          </Text>
          {isTest ? (
            <Text as="p" tone="subdued">
              {t("ours.test")}
            </Text>
          ) : null}
          {entries.length < delivery.entryCount ? (
            <Text as="p" tone="subdued">
              {t("ours.more", { shown: entries.length, count: delivery.entryCount })}
            </Text>
          ) : null}
        </BlockStack>
      </Box>
      {entries.map((entry) => (
        <Box key={entry.id} paddingBlockEnd="300">
          <Box paddingInline="400" paddingBlockEnd="200">
            <Link url={`/app/write-offs/${entry.document.id}`}>{entry.document.number}</Link> ·{" "}
            <CalendarDay day={entry.accountingDate} />
          </Box>
          <EntryTable entry={entry} />
        </Box>
      ))}
    </Card>
  );
}
