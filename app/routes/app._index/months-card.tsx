import { Link as RouterLink } from "@remix-run/react";
import { Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/use-format.ts";
import type { Overview } from "#app/queries/overview.ts";
import { LossTable } from "./loss-table.tsx";

type Props = Pick<Overview, "months" | "costHidden">;

const periodOf = (id: string) => `/app?period=${id}`;

/** Whether it grows: a column a month, each a way to that month. */
export function MonthsCard({ months, costHidden }: Props) {
  const { t } = useTranslation("home");
  const format = useFormat("UTC");
  const [asTable, setAsTable] = useState(false);
  const title = t("months.title");
  if (months.every(({ units }) => units === 0)) return null;
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Button
            variant="plain"
            onClick={() => setAsTable(!asTable)}
            accessibilityLabel={t(asTable ? "bars.chartOf" : "bars.tableOf", { title })}
          >
            {t(asTable ? "bars.chart" : "bars.table")}
          </Button>
        </InlineStack>
      </Box>
      {asTable ? (
        <LossTable
          caption={title}
          rows={months.map((month) => ({ ...month, name: format.period(month.id) })).toReversed()}
          costHidden={costHidden}
          linkOf={periodOf}
        />
      ) : (
        <ol className="lossbook-columns" aria-label={title}>
          {months.map((month) => (
            <li key={month.id}>
              <RouterLink to={periodOf(month.id)} aria-label={spoken(month)} className="lossbook-column">
                <svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
                  <rect
                    className="lossbook-bar-now"
                    y={100 - 100 * month.share}
                    width="10"
                    height={100 * month.share}
                  />
                </svg>
                <span suppressHydrationWarning>{format.monthName(month.id)}</span>
              </RouterLink>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );

  function spoken(month: Props["months"][number]): string {
    const units = t("units", { count: month.units });
    const figures = month.value ? [format.money(month.value), units] : [units];
    // Whoever speaks to their computer says what they see.
    return `${format.monthName(month.id)} (${format.period(month.id)}): ${figures.join(", ")}`;
  }
}
