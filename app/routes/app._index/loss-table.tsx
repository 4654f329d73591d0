import { Link } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import { useFormat } from "#app/components/use-format.ts";
import type { LossFigure } from "#app/queries/loss-bars.ts";

type Row = LossFigure & { id: string; name: string; before?: LossFigure };
type Props = { caption: string; rows: Row[]; costHidden: boolean; linkOf: (id: string) => string };

/** The numbers behind a chart. */
export function LossTable({ caption, rows, costHidden, linkOf }: Props) {
  const { t } = useTranslation("home");
  const format = useFormat("UTC");
  const compared = rows.some(({ before }) => before);
  return (
    <div className="lossbook-table-frame">
      <table className="lossbook-table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("table.name")}</th>
            <th scope="col" className="lossbook-end">
              {t("table.units")}
            </th>
            {costHidden ? null : (
              <th scope="col" className="lossbook-end">
                {t("table.value")}
              </th>
            )}
            {compared ? (
              <th scope="col" className="lossbook-end">
                {t(costHidden ? "table.unitsBefore" : "table.valueBefore")}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Link url={linkOf(row.id)} removeUnderline>
                  <span className="lossbook-wrap">{row.name}</span>
                </Link>
              </th>
              <td className="lossbook-end lossbook-number">{format.number(row.units)}</td>
              {costHidden ? null : (
                <td className="lossbook-end">{row.value ? <Amount money={row.value} /> : null}</td>
              )}
              {row.before ? (
                <td className="lossbook-end lossbook-number">
                  {row.before.value ? <Amount money={row.before.value} /> : format.number(row.before.units)}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
