import { useTranslation } from "react-i18next";
import type { EntryLineView, EntryView } from "#app/queries/entry-view.ts";
import { Amount } from "./amount.tsx";
import { useOwnWords } from "./use-own-words.ts";

/** A journal entry as books print it: debits left, credits right, both sides summed. */
export function EntryTable({ entry }: { entry: EntryView }) {
  const { t } = useTranslation("journal");
  const own = useOwnWords();
  const accountOf = ({ accountName, accountCode }: EntryLineView) =>
    [accountCode, own.account(accountName)].filter(Boolean).join(" ");
  return (
    <div className="lossbook-table-frame">
      <table className="lossbook-table">
        <caption>{t("entry.caption", { number: entry.document.number })}</caption>
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
          {entry.lines.map((line) => (
            <tr key={`${line.role} ${line.side}`}>
              <th scope="row">{accountOf(line)}</th>
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
            <td className="lossbook-end">{entry.debit ? <Amount money={entry.debit} /> : null}</td>
            <td className="lossbook-end">{entry.credit ? <Amount money={entry.credit} /> : null}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
