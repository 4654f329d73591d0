import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import type { PreviewLine } from "#app/queries/book-preview.ts";

/** As books print it: debits left, credits right, with the words and marks each line carries. */
export function JournalTable({ caption, lines }: { caption: string; lines: PreviewLine[] }) {
  const { t } = useTranslation("books");
  return (
    <div className="lossbook-table-frame">
      <table className="lossbook-table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("line.account")}</th>
            <th scope="col" className="lossbook-end">
              {t("line.debit")}
            </th>
            <th scope="col" className="lossbook-end">
              {t("line.credit")}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={JSON.stringify(line)}>
              <th scope="row">
                {line.account}
                {line.memo || line.marks.length > 0 ? (
                  <Text as="p" tone="subdued" variant="bodySm">
                    {[line.memo, ...line.marks].filter(Boolean).join(" · ")}
                  </Text>
                ) : null}
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
      </table>
    </div>
  );
}
