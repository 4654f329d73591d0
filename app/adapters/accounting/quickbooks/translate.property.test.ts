import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalsOf } from "#app/domain/money.ts";
import type { BookJournal, BookLine } from "#app/ports/book.ts";
import { fromJournal, toJournalEntry } from "./translate.ts";

const RUNS = 4_000;

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.constantFrom(
    "",
    " ",
    "a\nb",
    "\u0000",
    "=1+1",
    "\ud83d",
    "\u202e",
    "ß".repeat(4_100),
    "x".repeat(9_000),
  ),
);
const reference = fc.stringMatching(/^[A-Z][A-Z0-9-]{0,22}$/);
const line = fc.record<BookLine>({
  accountId: fc.nat().map(String),
  side: fc.constantFrom("D", "C"),
  amountMinor: fc.oneof(
    { weight: 60, arbitrary: fc.bigInt({ min: 1n, max: 100_000n }) },
    { weight: 30, arbitrary: fc.bigInt({ min: 1n, max: 10n ** 13n }) },
    { weight: 1, arbitrary: fc.bigInt({ min: -5n, max: 10n ** 16n }) },
  ),
  memo: text,
  dimensions: fc.subarray([
    { dimensionId: "class", optionId: "500" },
    { dimensionId: "department", optionId: "1" },
  ]),
});

/** Most of them could be booked; the others break one rule or several. */
const journal = fc
  .record({
    reference,
    date: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom("2026-01-31", "2024-02-29") },
      { weight: 1, arbitrary: fc.constantFrom("2026-02-30", "2026-1-1") },
    ),
    currency: fc.constantFrom("USD", "JPY", "KWD", "EUR"),
    memo: text,
    lines: fc.array(line, { maxLength: 12 }),
    balances: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.boolean()),
  })
  .map(({ balances, ...drawn }) => (balances ? balanced(drawn) : drawn));

function balanced(drawn: BookJournal): BookJournal {
  const sum = drawn.lines.reduce((total, one) => total + signed(one), 0n);
  const last: BookLine = { accountId: "1", side: "C", amountMinor: sum, memo: "", dimensions: [] };
  const rest = sum < 0n ? { ...last, side: "D" as const, amountMinor: -sum } : last;
  return sum === 0n ? drawn : { ...drawn, lines: [...drawn.lines, rest] };
}

function signed({ side, amountMinor }: BookLine): bigint {
  return side === "D" ? amountMinor : -amountMinor;
}

/** The rules of the payload, told apart from the code: in the decimal text that goes over the wire. */
function brokenRules(body: unknown, currency: string): string[] {
  const sent = JSON.parse(JSON.stringify(body)) as {
    DocNumber: string;
    PrivateNote?: string;
    Line: { Amount: number; Description?: string; JournalEntryLineDetail: { PostingType: string } }[];
  };
  const decimals = decimalsOf(currency);
  const sums = { Debit: 0n, Credit: 0n };
  const broken: string[] = [];
  for (const { Amount, JournalEntryLineDetail: detail } of sent.Line) {
    const [, whole = "", rest = ""] = /^(\d+)(?:\.(\d+))?$/.exec(JSON.stringify(Amount)) ?? [];
    if (whole === "") broken.push(`the amount ${Amount} is no plain decimal above zero`);
    if (rest.length > decimals) broken.push(`the amount ${Amount} has more than ${decimals} decimals`);
    const minor = BigInt((whole || "0") + rest.padEnd(decimals, "0"));
    if (minor === 0n) broken.push("an amount is zero");
    if (detail.PostingType !== "Debit" && detail.PostingType !== "Credit") broken.push("a line has no side");
    sums[detail.PostingType as keyof typeof sums] += minor;
  }
  if (sums.Debit !== sums.Credit) broken.push(`debits ${sums.Debit} and credits ${sums.Credit} differ`);
  if (sent.Line.length < 2) broken.push("there are fewer than two lines");
  if (sent.DocNumber.length > 21 || sent.DocNumber === "") broken.push("the number is too long or missing");
  for (const said of [sent.PrivateNote ?? "", ...sent.Line.map(({ Description = "" }) => Description)])
    if (said.length > 4_000 || /\p{Cc}/u.test(said) || !said.isWellFormed())
      broken.push("a text is not plain");
  return broken;
}

describe("a QuickBooks journal entry", () => {
  test("keeps every rule its schema does not state, or is not made", () => {
    let made = 0;
    fc.assert(
      fc.property(journal, fc.boolean(), (wished, isMultiCurrency) => {
        const company = {
          currency: wished.currency,
          isMultiCurrency,
          country: isMultiCurrency ? "US" : "DE",
        };
        const said = toJournalEntry(wished, company);
        if (said.kind === "rejected") return;
        made += 1;
        expect(brokenRules(said.body, wished.currency)).toEqual([]);
        expect("CurrencyRef" in said.body).toBe(isMultiCurrency);
        expect(said.body.Adjustment).toBe(false);
      }),
      { numRuns: RUNS },
    );
    expect(made).toBeGreaterThan(RUNS / 3);
  });

  test("is refused exactly where an amount, the number, the day, the currency or the balance is wrong", () => {
    fc.assert(
      fc.property(journal, (wished) => {
        const isRight =
          wished.reference.length <= 21 &&
          !["2026-02-30", "2026-1-1"].includes(wished.date) &&
          wished.lines.length >= 2 &&
          wished.lines.every(({ amountMinor }) => amountMinor > 0n && amountMinor < 10n ** 15n) &&
          wished.lines.reduce((sum, one) => sum + signed(one), 0n) === 0n;
        const home = { currency: wished.currency, isMultiCurrency: false, country: "DE" };
        expect(toJournalEntry(wished, home).kind).toBe(isRight ? "said" : "rejected");
        const abroad = { ...home, currency: "CHF" };
        expect(toJournalEntry(wished, abroad).kind).toBe("rejected");
      }),
      { numRuns: RUNS / 4 },
    );
  });

  test("reads back as it was said", () => {
    fc.assert(
      fc.property(journal, (wished) => {
        const company = { currency: wished.currency, isMultiCurrency: false, country: "US" };
        const said = toJournalEntry(wished, company);
        if (said.kind === "rejected") return;
        const held = { ...JSON.parse(JSON.stringify(said.body)), Id: "7" };
        const read = fromJournal(held, company, (id) => id);
        const bookings = (lines: BookLine[]) => lines.map(({ memo: _, ...rest }) => rest);
        expect(bookings(read.lines)).toEqual(bookings(wished.lines));
        expect(read).toMatchObject({ reference: wished.reference, date: wished.date, state: "posted" });
      }),
      { numRuns: RUNS / 4 },
    );
  });
});

describe("a journal typed in by somebody", () => {
  const company = { currency: "JPY", isMultiCurrency: false, country: "JP" };
  const detail = { PostingType: "Debit" as const, AccountRef: { value: "3" } };

  test("shows what books something, and not an amount its currency does not know", () => {
    const held = {
      Id: "9",
      Line: [
        { Amount: 100, JournalEntryLineDetail: detail },
        { Amount: 10.5, JournalEntryLineDetail: detail },
        { Description: "words alone" },
        { Amount: -30, JournalEntryLineDetail: detail },
      ],
    };
    const { lines, reference, date } = fromJournal(held, company, (id) => id);
    expect(lines.map(({ side, amountMinor }) => [side, amountMinor])).toEqual([
      ["D", 100n],
      ["C", 30n],
    ]);
    expect([reference, date]).toEqual(["", ""]);
  });

  test("keeps its own currency where the company has several", () => {
    const held = {
      Id: "9",
      CurrencyRef: { value: "USD" },
      Line: [{ Amount: 1.25, JournalEntryLineDetail: detail }],
    };
    const read = fromJournal(held, { ...company, isMultiCurrency: true }, (id) => id);
    expect(read).toMatchObject({ currency: "USD", lines: [{ amountMinor: 125n }] });
  });
});
