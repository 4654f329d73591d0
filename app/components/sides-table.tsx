import type { ReactNode } from "react";
import type { WireMoney } from "#app/queries/wire-money.ts";
import { Amount } from "./amount.tsx";

export type SidedLine = { key: string; account: ReactNode; side: "D" | "C"; amount: WireMoney | null };

type Props = {
  caption: string;
  words: Record<"account" | "debit" | "credit" | "total", string>;
  lines: SidedLine[];
  debit: WireMoney | null;
  credit: WireMoney | null;
};

/** As books print it: debits left, credits right, both sides summed. */
export function SidesTable({ caption, words, lines, debit, credit }: Props) {
  return (
    <div className="lossbook-table-frame">
      <table className="lossbook-table lossbook-sides">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.account}</th>
            <th scope="col" className="lossbook-end">
              {words.debit}
            </th>
            <th scope="col" className="lossbook-end">
              {words.credit}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, account, side, amount }) => (
            <tr key={key}>
              <th scope="row">{account}</th>
              <Sum money={side === "D" ? amount : null} />
              <Sum money={side === "C" ? amount : null} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.total}</th>
            <Sum money={debit} />
            <Sum money={credit} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Sum({ money }: { money: WireMoney | null }) {
  return <td className="lossbook-end">{money ? <Amount money={money} /> : null}</td>;
}
