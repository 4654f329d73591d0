import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { BookJournalView } from "#app/queries/book-journal-view.ts";
import { SidesTable } from "./sides-table.tsx";

/** A journal in a book's own accounts, with its marks and words. */
export function JournalTable({ journal, caption }: { journal: BookJournalView; caption: string }) {
  const { t } = useTranslation("deliveries");
  const words = {
    account: t("column.account"),
    debit: t("column.debit"),
    credit: t("column.credit"),
    total: t("column.total"),
  };
  // Two lines of a journal may be the same.
  const lines = journal.lines.map(({ account, memo, marks, side, amount }, at) => ({
    key: String(at),
    account: <Account name={account} about={[memo, ...marks].filter(Boolean)} />,
    side,
    amount,
  }));
  return <SidesTable {...{ caption, words, lines }} debit={journal.debit} credit={journal.credit} />;
}

function Account({ name, about }: { name: string; about: string[] }) {
  return (
    <>
      {name}
      {about.map((words) => (
        <Text as="p" key={words} tone="subdued" variant="bodySm" breakWord>
          {words}
        </Text>
      ))}
    </>
  );
}
