import { useTranslation } from "react-i18next";
import type { RequestRow } from "#app/queries/request-list.ts";

/** What a request is called where it stands among others. */
export function useRowWords(): (row: RequestRow) => string {
  const { t } = useTranslation("requests");
  return (row) => {
    const { title, lineCount, units } = row;
    const what =
      lineCount > 1
        ? t("andMore", { title, count: lineCount - 1 })
        : t("one.title", { quantity: units, title });
    return row.kind === "reversal" ? t("undoing", { title: what }) : what;
  };
}
