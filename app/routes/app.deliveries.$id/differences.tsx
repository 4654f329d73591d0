import { List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/use-format.ts";
import type { DifferenceView } from "#app/queries/difference-view.ts";

/** What differs between what was sent and what stands there, a sentence each. */
export function Differences({ differences }: { differences: DifferenceView[] }) {
  const { t } = useTranslation("deliveries");
  const format = useFormat("UTC");
  if (differences.length === 0) return null;
  return (
    <>
      <Text as="p" fontWeight="semibold">
        {t("differs.title")}
      </Text>
      <List>
        {differences.map((one) => (
          <List.Item key={JSON.stringify(one)}>{said(one)}</List.Item>
        ))}
      </List>
    </>
  );

  function said(one: DifferenceView): string {
    if (one.what === "date")
      return t("differs.date", { ours: format.day(one.ours), theirs: format.day(one.theirs) });
    if (one.what === "currency") return t("differs.currency", { ours: one.ours, theirs: one.theirs });
    const { account, side, ours, theirs } = one;
    const told = (money: typeof ours) => (money ? format.money(money) : t("differs.nothing"));
    const line = { account, side: t(`differs.side.${side}`), ours: told(ours), theirs: told(theirs) };
    // One amount on both sides of one account: then the marks are what differs.
    return line.ours === line.theirs ? t("differs.marks", line) : t("differs.amount", line);
  }
}
