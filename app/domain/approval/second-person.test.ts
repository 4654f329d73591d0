import { describe, expect, it } from "vitest";
import type { ApprovalRule } from "./rule.ts";
import { withoutMoney } from "./rule.ts";
import { type DayPart, type Measured, reasonsByRule, rulesOver } from "./second-person.ts";

const max = { userId: "2", name: "Max Manager" };
const line = {
  itemId: "mug",
  title: "Mug",
  variantTitle: "Red",
  locationId: "main",
  locationName: "Main street",
  takenFrom: "available" as const,
  reasonId: "damaged",
  reasonLabel: "Damaged",
  quantity: 2,
  valueMinor: 900n,
  before: 40,
};
const plan = (...lines: Partial<typeof line>[]): Measured => ({
  kind: "off",
  reverses: null,
  currency: "EUR",
  lines: (lines.length > 0 ? lines : [{}]).map((part) => ({ ...line, ...part })),
});
const rule = (part: Partial<ApprovalRule>): ApprovalRule => ({
  id: "r",
  act: "write-off",
  measure: "value",
  span: "document",
  most: 1_000n,
  currency: "EUR",
  reasonId: null,
  locationId: null,
  personId: null,
  ...part,
});
const part = (one: Partial<DayPart>): DayPart => ({
  isOwn: true,
  itemId: "mug",
  locationId: "main",
  takenFrom: "available",
  reasonId: "damaged",
  units: 1,
  valueMinor: 450n,
  ...one,
});
const codes = (...asked: Parameters<typeof reasonsByRule>) => reasonsByRule(...asked).map(({ code }) => code);

describe("a rule by value", () => {
  it("lets through what is worth exactly the most, and no cent more", () => {
    expect(codes(plan({ valueMinor: 1_000n }), [rule({})], max)).toEqual([]);
    expect(codes(plan({ valueMinor: 1_001n }), [rule({})], max)).toEqual(["rule-value"]);
    expect(codes(plan({ valueMinor: 600n }, { valueMinor: 401n }), [rule({})], max)).toEqual(["rule-value"]);
  });

  it("asks for a second person where the cost is not known, or counts in other money", () => {
    expect(codes({ ...plan(), lines: [{ ...line, valueMinor: null }] }, [rule({})], max)).toEqual([
      "cost-unknown",
    ]);
    expect(codes(plan(), [rule({ currency: "USD" })], max)).toEqual(["cost-unknown"]);
    expect(
      codes(
        { ...plan(), lines: [{ ...line, valueMinor: null }] },
        [rule({ measure: "units", most: 9n, currency: null })],
        max,
      ),
    ).toEqual([]);
  });

  it("believes nobody who says themselves that their goods are worth less", () => {
    const lowered = { ...plan(), lines: [{ ...line, valueMinor: 1n, isLowered: true }] };
    expect(codes(lowered, [rule({})], max)).toEqual(["cost-lowered"]);
    expect(codes(lowered, [rule({ reasonId: "stolen" })], max)).toEqual([]);
    expect(codes(lowered, [rule({ measure: "units", most: 9n, currency: null })], max)).toEqual([]);
  });

  it("tells its amounts to nobody who may not see cost", () => {
    const [reason] = reasonsByRule(plan({ valueMinor: 5_000n }), [rule({})], max);
    expect(reason?.facts).toMatchObject({ most: "1000", found: "5000" });
    expect(Object.keys(reason ? withoutMoney(reason).facts : {})).not.toContain("found");
  });
});

describe("a rule over a day", () => {
  const day = rule({ span: "person-day" });

  it("adds what the person did before, and nobody else's", () => {
    expect(codes(plan({ valueMinor: 600n }), [day], max, [part({ valueMinor: 401n })])).toEqual([
      "rule-value",
    ]);
    expect(codes(plan({ valueMinor: 600n }), [day], max, [part({ valueMinor: 401n, isOwn: false })])).toEqual(
      [],
    );
  });

  it("adds an item over all people and locations", () => {
    const items = rule({ span: "item-day", measure: "units", most: 4n, currency: null });
    const others = part({ isOwn: false, locationId: "elsewhere", units: 3 });
    expect(codes(plan(), [items], max, [others])).toEqual(["rule-units"]);
    expect(codes(plan({ itemId: "cup" }), [items], max, [others])).toEqual([]);
  });

  it("counts only what its reason and location name", () => {
    const theft = rule({ span: "person-day", reasonId: "stolen", locationId: "main" });
    const stolen = { reasonId: "stolen", valueMinor: 600n };
    expect(codes(plan(stolen), [theft], max, [part({ valueMinor: 401n })])).toEqual([]);
    expect(codes(plan(stolen), [theft], max, [part({ reasonId: "stolen", valueMinor: 401n })])).toEqual([
      "rule-value",
    ]);
    expect(
      codes(plan(stolen), [theft], max, [part({ reasonId: "stolen", locationId: "x", valueMinor: 401n })]),
    ).toEqual([]);
  });
});

describe("a rule by percent", () => {
  const half = rule({ measure: "percent", most: 50n, currency: null });

  it("looks at each item at its location", () => {
    expect(codes(plan({ quantity: 20 }), [half], max)).toEqual([]);
    expect(codes(plan({ quantity: 21 }), [half], max)).toEqual(["rule-percent"]);
    expect(codes(plan({ quantity: 15 }, { quantity: 15, before: 25 }), [half], max)).toEqual([
      "rule-percent",
    ]);
    expect(codes(plan({ quantity: 15 }, { quantity: 15, locationId: "x" }), [half], max)).toEqual([]);
  });

  it("over a day measures against what was there this morning", () => {
    const day = { ...half, span: "item-day" as const };
    expect(codes(plan({ quantity: 10, before: 30 }), [day], max, [part({ units: 10 })])).toEqual([]);
    expect(codes(plan({ quantity: 11, before: 30 }), [day], max, [part({ units: 10 })])).toEqual([
      "rule-percent",
    ]);
  });

  it("takes an empty shelf for all of it", () => {
    expect(codes(plan({ quantity: 1, before: 0 }), [half], max)).toEqual(["rule-percent"]);
  });
});

describe("a rule", () => {
  it("of any size holds for its act, reason, location and person alone", () => {
    const any = { measure: "any", most: null, currency: null } as const;
    expect(codes(plan(), [rule(any)], max)).toEqual(["rule-any"]);
    expect(codes(plan(), [rule({ ...any, act: "reversal" })], max)).toEqual([]);
    expect(codes({ ...plan(), kind: "found", reverses: {} }, [rule(any)], max)).toEqual([]);
    expect(codes({ ...plan(), reverses: {} }, [rule(any)], max)).toEqual(["rule-any"]);
    expect(codes({ ...plan(), reverses: {} }, [rule({ ...any, act: "reversal" })], max)).toEqual([
      "rule-any",
    ]);
    expect(codes(plan(), [rule({ ...any, reasonId: "stolen" })], max)).toEqual([]);
    expect(codes(plan(), [rule({ ...any, locationId: "x" })], max)).toEqual([]);
    expect(codes(plan(), [rule({ ...any, personId: "3" })], max)).toEqual([]);
    expect(rulesOver(plan(), [rule({ ...any, personId: "2" })], max)).toHaveLength(1);
  });
});
