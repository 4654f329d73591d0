import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { BookJournalView } from "#app/queries/book-journal-view.ts";
import { Amount } from "./amount.tsx";

/** A journal in a book's own accounts, with its marks and words. */
export function JournalTable({ journal, caption }: { journal: BookJournalView; caption: string }) {
  const { t } = useTranslation("deliveries");
  return (
    <div className="lossbook-table-frame">
      <table className="lossbook-table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("column.account")}</th>
            <th scope="col" className="lossbook-end">
              {t("column.debit")}
            </th>
            <th scope="col" className="lossbook-end">
              {t("column.credit")}
            </th>
          </tr>
        </thead>
        <tbody>
          {journal.lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines of a journal may be the same
            <tr key={at}>
              <th scope="row">
                {line.account}
                {[line.memo, ...line.marks].filter(Boolean).map((words) => (
                  <Text as="p" key={words} tone="subdued" variant="bodySm" breakWord>
                    {words}
                  </Text>
                ))}
              </th>
              <td className="lossbook-end">
                {line.side === "D" && line.amount ? <Amount money={line.amount} /> : null}
              </td>
              <td className="lossbook-end">
                {line.side === "C" && line.amount ? <Amount money={line.amount} /> : null}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("column.total")}</th>
            <td className="lossbook-end">{journal.debit ? <Amount money={journal.debit} /> : null}</td>
            <td className="lossbook-end">{journal.credit ? <Amount money={journal.credit} /> : null}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
