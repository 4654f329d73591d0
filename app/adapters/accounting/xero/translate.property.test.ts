import fc from "fast-check";
import { expect, test } from "vitest";
import type { BookAccount, BookDimension } from "#app/ports/book.ts";
import { randomJournal } from "#tests/contract/random-journal.ts";
import { fromManualJournal, manualJournals } from "./translate.held.ts";
import type { Chart } from "./translate.setup.ts";
import { toManualJournal } from "./translate.ts";

const account = (code: string): BookAccount => ({
  id: `id-of-${code}`,
  code,
  name: `Account ${code}`,
  kind: "expense",
  currency: null,
  isActive: true,
  isPostable: true,
});

const dimension = (name: string): BookDimension => ({
  id: `id-of-${name}`,
  name,
  options: ["One", "Two"].map((option) => ({ id: `${name}-${option}`, name: option, isActive: true })),
});

const chartIn = (currency: string): Chart => ({
  currency,
  accounts: ["400", "429", "630", "820"].map(account),
  dimensions: [dimension("Region"), dimension('Team "B"')],
});

const decimals = { EUR: 2, JPY: 0, KWD: 3 } as const;
let references = 0;
const referenceOf = () => {
  references += 1;
  return `LAB1-${references}`;
};

test.each(["EUR", "JPY", "KWD"] as const)(
  "any entry in %s is said so that Xero books it and nothing else",
  (currency) => {
    const chart = chartIn(currency);
    const minorOf = (amount: number): bigint => {
      const [, sign = "", whole = "", part = ""] =
        /^(-?)(\d+)(?:\.(\d+))?$/.exec(JSON.stringify(amount)) ?? [];
      expect(part.length).toBeLessThanOrEqual(decimals[currency]);
      return BigInt(`${sign}${whole}${part.padEnd(decimals[currency], "0")}`);
    };
    fc.assert(
      fc.property(randomJournal(chart, referenceOf), (wished) => {
        const said = toManualJournal(wished, chart);
        if (!said.ok) throw new Error(JSON.stringify(said.unsayable));
        const { Narration, JournalLines, ...head } = said.value;
        expect(head).toEqual({
          Date: wished.date,
          Status: "POSTED",
          LineAmountTypes: "NoTax",
          ShowOnCashBasisReports: false,
        });
        expect(Narration === wished.reference || Narration.startsWith(`${wished.reference} `)).toBe(true);
        expect(Narration.length).toBeLessThanOrEqual(1_000);
        expect(Narration).not.toMatch(/\p{Cc}|\p{Cs}/u);
        expect(JournalLines.reduce((sum, { LineAmount }) => sum + minorOf(LineAmount), 0n)).toBe(0n);
        JournalLines.forEach((line, at) => {
          const { side, amountMinor } = wished.lines[at] ?? { side: "D", amountMinor: 0n };
          expect(minorOf(line.LineAmount)).toBe(side === "D" ? amountMinor : -amountMinor);
          expect(line.TaxType).toBe("NONE");
          expect(line.Tracking?.length ?? 0).toBeLessThanOrEqual(2);
          expect(line.Description ?? "").not.toMatch(/\p{Cc}|\p{Cs}/u);
        });
      }),
      { numRuns: 1_000 },
    );
  },
);

test("what Xero holds is read back to the minor unit, the side, the account and the option", () => {
  const chart = chartIn("EUR");
  fc.assert(
    fc.property(randomJournal(chart, referenceOf), (wished) => {
      const said = toManualJournal(wished, chart);
      if (!said.ok) throw new Error(JSON.stringify(said.unsayable));
      const answered = JSON.parse(
        JSON.stringify({ ManualJournals: [{ ...said.value, ManualJournalID: "one" }] }),
      );
      const [held] = manualJournals.parse(answered).ManualJournals;
      const journal = held && fromManualJournal(held, chart, "https://go.example");
      expect(journal).toMatchObject({ reference: wished.reference, date: wished.date, state: "posted" });
      const bare = (lines: typeof wished.lines) => lines.map(({ memo: _, ...line }) => line);
      expect(bare(journal?.lines ?? [])).toEqual(bare(wished.lines));
    }),
    { numRuns: 500 },
  );
});
