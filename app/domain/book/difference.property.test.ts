import fc from "fast-check";
import { expect, it } from "vitest";
import { differencesOf } from "./difference.ts";
import type { BookJournal, BookLine } from "./journal.ts";

const line: fc.Arbitrary<BookLine> = fc.record({
  accountId: fc.constantFrom("80", "81", "82"),
  side: fc.constantFrom("D", "C"),
  amountMinor: fc.bigInt({ min: 1n, max: 10_000n }),
  memo: fc.string(),
  dimensions: fc.uniqueArray(
    fc.record({ dimensionId: fc.constantFrom("class", "department"), optionId: fc.constantFrom("1", "2") }),
    { selector: ({ dimensionId }) => dimensionId, maxLength: 2 },
  ),
});
const journal: fc.Arbitrary<BookJournal> = fc.record({
  reference: fc.constant("LAB10000001"),
  date: fc.constantFrom("2026-11-20", "2026-11-21"),
  currency: fc.constantFrom("EUR", "JPY"),
  memo: fc.string(),
  lines: fc.array(line, { minLength: 1, maxLength: 8 }),
});

it("sees no difference in other words, another order or lines cut in two", () => {
  fc.assert(
    fc.property(journal, fc.string(), (ours, memo) => {
      const cut = ours.lines.flatMap((one) =>
        one.amountMinor > 1n
          ? [
              { ...one, amountMinor: 1n },
              { ...one, amountMinor: one.amountMinor - 1n },
            ]
          : [one],
      );
      const turned = cut
        .map((one) => ({ ...one, memo, dimensions: one.dimensions.toReversed() }))
        .toReversed();
      expect(differencesOf(ours, { ...ours, memo, lines: turned })).toEqual([]);
    }),
  );
});

it("sees a minor unit more, another side, account, mark, day or currency", () => {
  fc.assert(
    fc.property(journal, fc.nat(), (ours, seed) => {
      const at = seed % ours.lines.length;
      const change = (parts: (one: BookLine) => Partial<BookLine>) => ({
        ...ours,
        lines: ours.lines.map((one, index) => (index === at ? { ...one, ...parts(one) } : one)),
      });
      for (const theirs of [
        change((one) => ({ amountMinor: one.amountMinor + 1n })),
        change((one) => ({ side: one.side === "D" ? "C" : "D" })),
        change(() => ({ accountId: "99" })),
        change(() => ({ dimensions: [{ dimensionId: "other", optionId: "1" }] })),
        { ...ours, date: "2026-11-19" },
        { ...ours, currency: "KWD" },
      ])
        expect(differencesOf(ours, theirs)).not.toEqual([]);
    }),
  );
});
