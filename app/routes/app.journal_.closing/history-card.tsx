import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Moment } from "#app/components/moment.tsx";
import { useFormat } from "#app/components/use-format.ts";
import type { ClosingRow } from "#app/queries/closing-view.ts";

/** Every closing and reopening, who did it and why; none of it can be changed. */
export function HistoryCard({ history, timeZone }: { history: ClosingRow[]; timeZone: string }) {
  const { t } = useTranslation("closing");
  if (history.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("history.title")}
        </Text>
        <ol className="lossbook-timeline">
          {history.map((row) => (
            <li key={row.id} className="lossbook-event">
              <BlockStack>
                <Sentence row={row} />
                {row.cause ? (
                  <Text as="span" breakWord>
                    {t("history.cause", { cause: row.cause })}
                  </Text>
                ) : null}
                <Text as="span" tone="subdued" variant="bodySm">
                  <Moment at={row.at} timeZone={timeZone} />
                </Text>
              </BlockStack>
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}

function Sentence({ row }: { row: ClosingRow }) {
  const { t } = useTranslation("closing");
  const format = useFormat("UTC");
  const { through, was } = row;
  const reopened = was !== null && (through === null || through < was);
  const kind = reopened ? (through === null ? "reopenedAll" : "reopened") : "closed";
  const name = row.person ?? t("history.somebody");
  return (
    <span suppressHydrationWarning>
      {t(`history.${kind}`, { name, day: format.day(through ?? was ?? "") })}
    </span>
  );
}
