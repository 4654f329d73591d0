import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { WriteOffRow } from "#app/queries/write-off-list.ts";
import { Amount } from "./amount.tsx";

export function ItemsOf({ row }: { row: WriteOffRow }) {
  const { t } = useTranslation("write-offs");
  const items = row.lineCount > 1 ? t("andMore", { title: row.title, count: row.lineCount - 1 }) : row.title;
  return (
    <span className="lossbook-wrap">
      {row.reverses ? (
        <Text as="span" tone="subdued">
          {t("undoes", { number: row.reverses.number })}{" "}
        </Text>
      ) : null}
      {items}
    </span>
  );
}

/** Units that left and units that came back never look alike. */
export function UnitsOf({ row }: { row: WriteOffRow }) {
  const { t } = useTranslation("write-offs");
  const sign = row.kind === "found" ? "back" : "off";
  const moved = row.unitsApplied < row.units ? `${sign}Partly` : sign;
  return (
    <span className="lossbook-number">
      {t(`units.${row.unitsApplied === 0 ? "none" : moved}`, { count: row.units, applied: row.unitsApplied })}
    </span>
  );
}

export function ValueOf({ row }: { row: WriteOffRow }) {
  const { t } = useTranslation("write-offs");
  if (row.value && row.state === "working") {
    return (
      <Text as="span" tone="subdued">
        {t("expected")} <Amount money={row.value} />
      </Text>
    );
  }
  if (row.value) return <Amount money={row.value} />;
  return (
    <Text as="span" tone="subdued">
      {row.unitsApplied > 0 ? t("needsValue") : "–"}
    </Text>
  );
}
