import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/use-format.ts";
import type { Overview } from "#app/queries/overview.ts";
import { PeriodPicker } from "./period-picker.tsx";

type Props = { overview: Overview; onPeriod(id: string): void; busy: boolean };

/** What was lost, beside what was lost before in as many days, and what the figure means. */
export function TotalCard({ overview, onPeriod, busy }: Props) {
  const { t } = useTranslation("home");
  const format = useFormat("UTC");
  const { period, total, worth } = overview;
  const units = t("units", { count: total.units });
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="300">
          <Text as="h2" variant="headingMd">
            <span suppressHydrationWarning>
              {t(period.running ? "total.running" : "total.title", { period: format.period(period.id) })}
            </span>
          </Text>
          <PeriodPicker {...overview} busy={busy} onPeriod={onPeriod} />
        </InlineStack>
        <BlockStack gap="100">
          <Text as="p" variant="heading2xl" numeric>
            <span suppressHydrationWarning className="lossbook-figure">
              {total.value ? format.money(total.value) : units}
            </span>
          </Text>
          {total.value ? <Text as="p">{units}</Text> : null}
          <Text as="p">
            <span suppressHydrationWarning>{compared()}</span>
          </Text>
        </BlockStack>
        <BlockStack gap="100">
          {total.unvalued > 0 ? (
            <Text as="p">
              {t("total.unvalued", { count: total.unvalued })} <Link url="/app/tasks">{t("tasks.open")}</Link>
            </Text>
          ) : null}
          {worth?.value ? (
            <Text as="p">{t("total.worth", { amount: format.money(worth.value) })}</Text>
          ) : null}
          <Text as="p" tone="subdued" variant="bodySm">
            {t(total.value ? "total.meaning" : "total.meaningUnits")}
            {total.back > 0 ? ` ${t("total.back", { count: total.back })}` : ""}
          </Text>
        </BlockStack>
      </BlockStack>
    </Card>
  );

  /** In money where it may be seen; the days are named, so nobody has to guess what is compared. */
  function compared(): string {
    const { before } = overview;
    const days = { from: format.day(period.before.from), to: format.day(period.before.to) };
    const difference =
      total.value && before.value
        ? Number(total.value.amount) - Number(before.value.amount)
        : total.units - before.units;
    if (before.units === 0 && difference === 0) return t("total.noneBefore", days);
    if (difference === 0) return t("total.same", days);
    const was =
      before.value && total.value ? format.money(before.value) : t("units", { count: before.units });
    return t(difference > 0 ? "total.more" : "total.less", { ...days, was });
  }
}
