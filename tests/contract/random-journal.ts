import fc from "fast-check";
import type { BookAccount, BookDimension, BookJournal, BookLine } from "#app/ports/book.ts";

/** What a book's chart allows, and the currency it keeps. */
export type Ground = { currency: string; accounts: BookAccount[]; dimensions: BookDimension[] };

const AMOUNT_MINOR_MAX = 10n ** 13n;

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.constantFrom(
    "",
    " ",
    "WO-000123 damaged",
    "=1+1",
    "a\nb",
    '"',
    "\u202e",
    "x".repeat(4_000),
    "ß".repeat(700),
  ),
);

const day = fc
  .date({ min: new Date("2020-01-01T00:00:00Z"), max: new Date("2035-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Any entry that balances, of two lines to sixty, on any accounts that take one. */
export function randomJournal({ currency, accounts, dimensions }: Ground, referenceOf: () => string) {
  const postable = accounts.filter(
    ({ isActive, isPostable, currency: own }) => isActive && isPostable && (own === null || own === currency),
  );
  const options = dimensions.map(({ id: dimensionId, options }) =>
    fc.option(
      fc
        .constantFrom(...options.filter(({ isActive }) => isActive))
        .map(({ id }) => ({ dimensionId, optionId: id })),
      { nil: null, freq: 2 },
    ),
  );
  const line = fc.record({
    accountId: fc.constantFrom(...postable.map(({ id }) => id)),
    amountMinor: fc.oneof(
      fc.bigInt({ min: 1n, max: 100_000n }),
      fc.bigInt({ min: 1n, max: AMOUNT_MINOR_MAX / 100n }),
    ),
    memo: text,
    dimensions: fc.tuple(...options).map((chosen) => chosen.filter((one) => one !== null)),
  });
  const lines = fc.array(fc.tuple(fc.constantFrom<BookLine["side"]>("D", "C"), line), {
    minLength: 1,
    maxLength: 59,
  });
  return fc.tuple(lines, line, day, text).map(
    ([drawn, last, date, memo]): BookJournal => ({
      reference: referenceOf(),
      date,
      currency,
      memo,
      lines: balanced(
        drawn.map(([side, one]) => ({ ...one, side })),
        last,
      ),
    }),
  );
}

/** What is missing goes on a last line; where nothing is, one more penny keeps both sides honest. */
function balanced(lines: BookLine[], last: Omit<BookLine, "side">): BookLine[] {
  const sum = lines.reduce(
    (total, { side, amountMinor }) => total + (side === "D" ? amountMinor : -amountMinor),
    0n,
  );
  const [first, ...rest] = lines;
  if (sum !== 0n || !first)
    return [...lines, { ...last, side: sum > 0n ? "C" : "D", amountMinor: sum > 0n ? sum : -sum }];
  const more = { ...first, amountMinor: first.amountMinor + 1n };
  return [more, ...rest, { ...last, side: first.side === "D" ? "C" : "D", amountMinor: 1n }];
}
