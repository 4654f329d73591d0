import { useTranslation } from "react-i18next";
import type { EntryView } from "#app/queries/entry-view.ts";
import { SidesTable } from "./sides-table.tsx";
import { useOwnWords } from "./use-own-words.ts";

/** A journal entry in our own accounts. */
export function EntryTable({ entry }: { entry: EntryView }) {
  const { t } = useTranslation("journal");
  const own = useOwnWords();
  const words = {
    account: t("column.account"),
    debit: t("column.debit"),
    credit: t("column.credit"),
    total: t("column.total"),
  };
  const lines = entry.lines.map(({ role, side, amount, accountName, accountCode }) => ({
    key: `${role} ${side}`,
    account: [accountCode, own.account(accountName)].filter(Boolean).join(" "),
    side,
    amount,
  }));
  const caption = t("entry.caption", { number: entry.document.number });
  return <SidesTable {...{ caption, words, lines }} debit={entry.debit} credit={entry.credit} />;
}
