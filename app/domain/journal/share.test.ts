import { describe, expect, it } from "vitest";
import { differenceOf, entryOf } from "./entry.ts";
import { type Posting, reversedShare, shareOfLine } from "./share.ts";

const parts = {
  causeKind: "adjustment",
  causeId: "cause",
  documentId: "document",
  currency: "USD",
  accountingDate: "2026-03-10",
  eventDate: "2026-03-10",
} as const;

describe("a line's share", () => {
  it("is the loss against the goods, both sides alike", () => {
    expect(shareOfLine("shrinkage-damage", 3750n)).toEqual([
      { role: "shrinkage-damage", side: "D", amountMinor: 3750n },
      { role: "inventory", side: "C", amountMinor: 3750n },
    ]);
  });

  it("of nothing makes no posting", () => expect(shareOfLine("shrinkage-damage", 0n)).toEqual([]));

  it("is never negative and never the goods against themselves", () => {
    expect(() => shareOfLine("shrinkage-damage", -1n)).toThrow("negative");
    expect(() => shareOfLine("inventory", 1n)).toThrow("own contra");
  });
});

describe("units that come back", () => {
  const share = shareOfLine("shrinkage-damage", 1000n);
  const moved = (from: number, to: number) =>
    reversedShare(share, { applied: 3, from, to }).map(
      ({ role, side, amountMinor }) => `${side} ${role} ${amountMinor}`,
    );

  it("take their cumulative share with them, and the last one leaves nothing", () => {
    expect(moved(0, 1)).toEqual(["D inventory 333", "C shrinkage-damage 333"]);
    expect(moved(1, 2)).toEqual(["D inventory 334", "C shrinkage-damage 334"]);
    expect(moved(2, 3)).toEqual(["D inventory 333", "C shrinkage-damage 333"]);
  });

  it("and go again stand on the sides of the write-off", () => {
    expect(moved(2, 1)).toEqual(["C inventory 334", "D shrinkage-damage 334"]);
  });

  it("move nothing where no unit moved or the step rounds to nothing", () => {
    expect(moved(1, 1)).toEqual([]);
    expect(reversedShare(shareOfLine("loss-other", 1n), { applied: 3, from: 0, to: 1 })).toEqual([]);
    expect(reversedShare([], { applied: 3, from: 0, to: 3 })).toEqual([]);
  });

  it("let the largest debit take the rest, written positively where rounding makes it negative", () => {
    const three: Posting[] = [
      { role: "supplier-claim-loss", side: "D", amountMinor: 1n },
      { role: "donation-expense", side: "D", amountMinor: 1n },
      { role: "shrinkage-damage", side: "D", amountMinor: 2n },
      { role: "inventory", side: "C", amountMinor: 4n },
    ];
    const step = reversedShare(three, { applied: 2, from: 0, to: 1 });
    expect(step.map(({ role, side, amountMinor }) => `${side} ${role} ${amountMinor}`)).toEqual([
      "C supplier-claim-loss 1",
      "C donation-expense 1",
      "D inventory 2",
    ]);
    const five: Posting[] = [
      ...three.slice(0, 2),
      { role: "loss-other", side: "D", amountMinor: 1n },
      ...three.slice(2, 3),
      { role: "inventory", side: "C", amountMinor: 5n },
    ];
    const odd = reversedShare(five, { applied: 5, from: 2, to: 3 });
    expect(odd.map(({ role, side, amountMinor }) => `${side} ${role} ${amountMinor}`)).toEqual([
      "C supplier-claim-loss 1",
      "C donation-expense 1",
      "C loss-other 1",
      "D inventory 1",
      "D shrinkage-damage 2",
    ]);
  });
});

describe("an entry", () => {
  const share = { lineId: "line", postings: shareOfLine("shrinkage-damage", 5n) };

  it("holds every line's own postings under that line's id", () => {
    const entry = entryOf(parts, [share, { lineId: "other", postings: shareOfLine("loss-other", 7n) }]);
    expect(entry?.lines.map(({ lineId, side, amountMinor }) => [lineId, side, amountMinor])).toEqual([
      ["line", "D", 5n],
      ["line", "C", 5n],
      ["other", "D", 7n],
      ["other", "C", 7n],
    ]);
    expect(differenceOf(entry?.lines ?? [])).toBe(0n);
  });

  it("does not exist when every line rounds to zero", () => {
    expect(entryOf(parts, [{ lineId: "line", postings: [] }])).toBeNull();
    expect(entryOf(parts, [])).toBeNull();
  });

  it("that is out by one minor unit is a bug and stops", () => {
    const [debit, credit] = share.postings as [Posting, Posting];
    const out = [{ lineId: "line", postings: [debit, { ...credit, amountMinor: 4n }] }];
    expect(() => entryOf(parts, out)).toThrow("balances");
  });

  it("never holds an amount of zero or less, balanced or not", () => {
    const negative = share.postings.map((one) => ({ ...one, amountMinor: -5n }));
    expect(() => entryOf(parts, [share, { lineId: "x", postings: negative }])).toThrow("positive");
    const zero = share.postings.map((one) => ({ ...one, amountMinor: 0n }));
    expect(() => entryOf(parts, [{ lineId: "x", postings: zero }])).toThrow("positive");
  });
});
