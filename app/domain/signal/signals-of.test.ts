import { describe, expect, it } from "vitest";
import type { ApprovalRule } from "../approval/rule.ts";
import type { Past } from "./signal.ts";
import { signalsOf } from "./signals-of.ts";
import { usualWatch, type Watch } from "./watch.ts";

const line = {
  itemId: "mug",
  title: "Mug",
  variantTitle: "Red",
  locationId: "main",
  locationName: "Main street",
  family: "damage",
  quantity: 1,
};
const seen = { currency: "EUR", timeZone: "Pacific/Auckland", worthMinor: 900n, lines: [line] };
const quiet: Past = {
  usualMinor: 900n,
  today: 0,
  usualDay: 2,
  ownMinor: 0n,
  othersMinor: 1_000n,
  items: [],
  small: [],
};
// Nine in the morning in Auckland.
const now = new Date("2026-11-20T20:00:00Z");
const limit: ApprovalRule = {
  id: "r",
  act: "write-off",
  measure: "value",
  span: "document",
  most: 1_000n,
  currency: "EUR",
  reasonId: null,
  locationId: null,
  personId: null,
};

function found(
  part: {
    seen?: Partial<Parameters<typeof signalsOf>[0]>;
    past?: Partial<Past>;
    watch?: Partial<Watch>;
    rules?: ApprovalRule[];
  },
  at = now,
) {
  const watch = { ...usualWatch, ...part.watch };
  return signalsOf(
    { ...seen, ...part.seen },
    { ...quiet, ...part.past },
    { watch, rules: part.rules ?? [], now: at },
  );
}
const codes = (...asked: Parameters<typeof found>) => found(...asked).map(({ code }) => code);

describe("what is unusual about a write-off", () => {
  it("is nothing on a usual day, and nothing where there is no past to compare with", () => {
    expect(codes({})).toEqual([]);
    const none = { usualMinor: null, usualDay: null, othersMinor: null };
    expect(
      codes({ seen: { worthMinor: 10n ** 12n }, past: { ...none, today: 99, ownMinor: 10n ** 12n } }),
    ).toEqual([]);
  });

  it("is a value of more than so many times the usual, and not one cent earlier", () => {
    expect(codes({ seen: { worthMinor: 2_700n } })).toEqual([]);
    expect(found({ seen: { worthMinor: 2_701n } })).toEqual([
      { code: "signal-value", facts: { found: "2701", usual: "900", currency: "EUR", times: 3 } },
    ]);
    expect(codes({ seen: { worthMinor: null } })).toEqual([]);
  });

  it("is a person who writes off far more often than on most days, this one counted", () => {
    expect(codes({ past: { today: 5 } })).toEqual([]);
    expect(codes({ past: { today: 6 } })).toEqual(["signal-often"]);
    expect(codes({ past: { today: 3, usualDay: 0 } })).toEqual(["signal-often"]);
  });

  it("is a person whose losses are far above those of half of the others", () => {
    expect(codes({ past: { ownMinor: 3_000n } })).toEqual([]);
    expect(codes({ past: { ownMinor: 3_001n } })).toEqual(["signal-person"]);
    expect(codes({ past: { ownMinor: 3_001n, othersMinor: 0n } })).toEqual([]);
  });

  it("is the same item at the same place again, or again after it was undone", () => {
    const again = (times: number, undone = 0, locationId = "main") => ({
      past: { items: [{ itemId: "mug", locationId, times, undone }] },
    });
    expect(codes(again(1))).toEqual([]);
    expect(codes(again(2))).toEqual(["signal-again"]);
    expect(codes(again(2, 0, "elsewhere"))).toEqual([]);
    expect(found(again(1, 1))).toEqual([
      { code: "signal-returned", facts: { item: "Mug – Red", location: "Main street", undone: 1 } },
    ]);
  });

  it("is a value just below a limit of the same money", () => {
    expect(codes({ rules: [limit] })).toEqual([]);
    expect(codes({ seen: { worthMinor: 901n }, rules: [limit] })).toEqual(["signal-below"]);
    expect(codes({ seen: { worthMinor: 1_000n }, rules: [limit] })).toEqual(["signal-below"]);
    expect(codes({ seen: { worthMinor: 1_001n }, rules: [limit] })).toEqual([]);
    expect(codes({ seen: { worthMinor: 950n }, rules: [{ ...limit, currency: "USD" }] })).toEqual([]);
    expect(codes({ seen: { worthMinor: 950n }, rules: [{ ...limit, act: "reversal" }] })).toEqual([]);
  });

  it("is the hour on the shop's own clock, also where a shop works through the night", () => {
    expect(codes({ watch: { opensAt: 9, closesAt: 18 } })).toEqual([]);
    expect(codes({ watch: { opensAt: 10, closesAt: 18 } })).toEqual(["signal-hours"]);
    expect(codes({ watch: { opensAt: 0, closesAt: 9 } })).toEqual(["signal-hours"]);
    expect(codes({ watch: { opensAt: 20, closesAt: 9 } })).toEqual(["signal-hours"]);
    expect(codes({ watch: { opensAt: 20, closesAt: 10 } })).toEqual([]);
  });

  it("is a small difference where many others of that place add up, and only then", () => {
    const small = [{ locationId: "main", items: 20, units: 47 }];
    const theft = { lines: [{ ...line, family: "theft", quantity: 3 }] };
    expect(codes({ past: { small } })).toEqual([]);
    expect(codes({ past: { small }, seen: theft })).toEqual(["signal-small"]);
    expect(codes({ past: { small }, seen: { lines: [{ ...line, family: "theft", quantity: 4 }] } })).toEqual(
      [],
    );
    expect(
      codes({ past: { small: [{ ...small[0], locationId: "main", items: 19, units: 47 }] }, seen: theft }),
    ).toEqual([]);
  });
});
