import { BlockStack, Box, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { EntryTable } from "#app/components/entry-table.tsx";
import type { EntryView } from "#app/queries/entry-view.ts";
import type { WriteOffView } from "#app/queries/write-off-view.ts";

export function EntriesCard({ entries, writeOff }: { entries: EntryView[]; writeOff: WriteOffView }) {
  const { t } = useTranslation("document");
  const waits = waitsFor(writeOff);
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("entries.title", { count: entries.length })}
          </Text>
          {entries.length === 0 ? (
            <Text as="p" tone="subdued">
              {t(`entries.none.${waits}`)}
            </Text>
          ) : null}
        </BlockStack>
      </Box>
      {entries.map((entry) => (
        <Box key={entry.id} paddingBlockEnd="200">
          <Box paddingInline="400" paddingBlockEnd="200">
            <InlineStack gap="300">
              <Text as="span" tone="subdued">
                {t(`entries.cause.${entry.causeKind}`)}
              </Text>
              <Text as="span" tone="subdued">
                {t("entries.booked")} <CalendarDay day={entry.accountingDate} />
              </Text>
            </InlineStack>
          </Box>
          <EntryTable entry={entry} />
        </Box>
      ))}
    </Card>
  );
}

function waitsFor({ state, lines }: WriteOffView): "unknown" | "working" | "refused" | "value" {
  if (lines.some(({ fate }) => fate === "unknown")) return "unknown";
  return state === "working" || state === "refused" ? state : "value";
}
