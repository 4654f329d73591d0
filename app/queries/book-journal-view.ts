import type { BookJournal } from "#app/domain/book/journal.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";

/** A journal as a book holds it, or as it went to one, in the names of that book. */
export type BookJournalView = {
  date: string;
  memo: string;
  lines: {
    account: string;
    side: "D" | "C";
    amount: WireMoney | null;
    memo: string;
    /** Class, department, tracking: as the book calls them. */
    marks: string[];
  }[];
  debit: WireMoney | null;
  credit: WireMoney | null;
};

type Chart = {
  accounts: { id: string; code: string; name: string }[];
  dimensions: { id: string; name: string; options: { id: string; name: string }[] }[];
};

export function toBookJournalView(journal: BookJournal, chart: Chart): BookJournalView {
  const accounts = new Map(chart.accounts.map((one) => [one.id, nameOf(one)]));
  const marks = new Map(
    chart.dimensions.flatMap(({ id, name, options }) =>
      options.map((option) => [`${id} ${option.id}`, `${name}: ${option.name}`] as const),
    ),
  );
  const { date, memo, currency, lines } = journal;
  const sumOf = (side: "D" | "C") =>
    lines.reduce((sum, line) => (line.side === side ? sum + line.amountMinor : sum), 0n);
  return {
    date,
    memo,
    lines: lines.map((line) => ({
      account: accounts.get(line.accountId) ?? line.accountId,
      side: line.side,
      amount: toWireMoney(line.amountMinor, currency),
      memo: line.memo,
      marks: line.dimensions.map(
        ({ dimensionId, optionId }) => marks.get(`${dimensionId} ${optionId}`) ?? optionId,
      ),
    })),
    debit: toWireMoney(sumOf("D"), currency),
    credit: toWireMoney(sumOf("C"), currency),
  };
}

function nameOf({ code, name }: { code: string; name: string }): string {
  return [code, name].filter(Boolean).join(" ");
}
