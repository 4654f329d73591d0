import { Badge, BlockStack, Box, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { EntryTable } from "#app/components/entry-table.tsx";
import { Moment } from "#app/components/moment.tsx";
import type { InBooks } from "#app/queries/entries-in-books.ts";
import type { EntryView } from "#app/queries/entry-view.ts";

const tones = { reached: "success", "on-the-way": "attention", "needs-you": "critical" } as const;

type Props = { entry: EntryView; inBooks: InBooks | null; timeZone: string };

export function EntryCard({ entry, inBooks, timeZone }: Props) {
  const { t } = useTranslation("journal");
  return (
    <Card padding="0">
      <Box padding="400">
        <InlineStack align="space-between" gap="200">
          <BlockStack gap="050">
            <Text as="h2" variant="headingMd">
              <CalendarDay day={entry.accountingDate} />
            </Text>
            <Text as="span">
              {t(`cause.${entry.document.reversal ? "reversal" : entry.causeKind}`)}{" "}
              <Link url={`/app/write-offs/${entry.document.id}`}>{entry.document.number}</Link>
            </Text>
          </BlockStack>
          <BlockStack gap="050" inlineAlign="end">
            {inBooks ? <Badge tone={tones[inBooks]}>{t(`inBooks.${inBooks}`)}</Badge> : null}
            {entry.eventDate === entry.accountingDate ? null : (
              <Text as="span" tone="subdued">
                {t("entry.happened")} <CalendarDay day={entry.eventDate} />
              </Text>
            )}
            <Text as="span" tone="subdued" variant="bodySm">
              {t("entry.made")} <Moment at={entry.createdAt} timeZone={timeZone} />
            </Text>
          </BlockStack>
        </InlineStack>
      </Box>
      <EntryTable entry={entry} />
    </Card>
  );
}
