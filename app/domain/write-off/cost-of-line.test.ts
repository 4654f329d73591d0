import { expect, it } from "vitest";
import { mug, noon } from "#tests/support/little-shop.ts";
import { costOfLine, isLowered, worthOf } from "./cost-of-line.ts";

type Stated = Parameters<typeof costOfLine>[0];
type Cost = Parameters<typeof costOfLine>[1]["unitCost"];

function cost(
  stated: Stated,
  unitCost: Cost,
  earlier?: { amount: string; currency: string },
  seesCost = true,
) {
  const lastKnownCosts = new Map(earlier ? [[mug, { ...earlier, readAt: yesterday }]] : []);
  return costOfLine(stated, { itemId: mug, unitCost }, { currency: "EUR", lastKnownCosts, seesCost }, noon);
}
const yesterday = new Date("2026-11-20T12:00:00Z");
const eur = (amount: string) => ({ amount, currency: "EUR" });

it("takes Shopify's cost, and needs no cause for stating the same", () => {
  const shopify = { amount: "4.50", source: "shopify", cause: "", at: noon };
  expect(cost(undefined, eur("4.50"))).toEqual(shopify);
  expect(cost({ amount: "4.5000", cause: "" }, eur("4.50"))).toEqual(shopify);
});

it("says of a cost from the mirror when it was read, and of a stated one when it was stated", () => {
  const mirrored = { ...eur("4.50"), readAt: yesterday };
  expect(cost(undefined, mirrored)).toMatchObject({ amount: "4.50", source: "shopify", at: yesterday });
  expect(cost({ amount: "4", cause: "old lot" }, mirrored)).toMatchObject({ source: "manual", at: noon });
});

it("takes another stated cost with its cause only", () => {
  expect(cost({ amount: "4", cause: "  " }, eur("4.50"))).toEqual({ code: "cost-cause-needed" });
  expect(cost({ amount: "4", cause: " old lot " }, eur("4.50"))).toEqual({
    amount: "4",
    source: "manual",
    cause: "old lot",
    at: noon,
  });
});

it("lets a free sample be worth nothing, when somebody says why", () => {
  expect(cost({ amount: "0.00", cause: "free sample" }, null)).toMatchObject({
    amount: "0.00",
    source: "manual",
  });
  expect(cost({ amount: "0.00", cause: "" }, null)).toEqual({ code: "cost-cause-needed" });
});

it("never makes a missing, zero, foreign or unkeepable cost a number", () => {
  const strange: Cost[] = [null, eur("0"), eur("0.00"), { amount: "4.50", currency: "USD" }];
  for (const known of [...strange, eur("0.123456789"), eur("-1"), eur("1e3"), eur("")])
    expect(cost(undefined, known), JSON.stringify(known)).toBeNull();
});

it("falls back on the last cost that was known, under the same conditions", () => {
  expect(cost(undefined, null, eur("4.20000000"))).toEqual({
    amount: "4.20000000",
    source: "last-known",
    cause: "",
    at: yesterday,
  });
  expect(cost(undefined, eur("5"), eur("4.20"))).toMatchObject({ amount: "5", source: "shopify" });
  expect(cost(undefined, null, { amount: "4.20", currency: "USD" })).toBeNull();
  expect(cost(undefined, null, eur("0"))).toBeNull();
});

it("answers a guess at a cost that is hidden the same, right or wrong", () => {
  const guess = (amount: string) => cost({ amount, cause: "guessed" }, eur("4.50"), undefined, false);
  expect(guess("4.50")).toEqual({ code: "may-not-see-cost" });
  expect(guess("4.51")).toEqual({ code: "may-not-see-cost" });
  expect(cost({ amount: "2", cause: "as paid" }, null, undefined, false)).toMatchObject({ amount: "2" });
});

it("calls a stated cost lowered below the known one, where none is known, and for whoever sees none", () => {
  const facts = { currency: "EUR", lastKnownCosts: new Map(), seesCost: true };
  const lowered = (amount: string, unitCost: Cost, seesCost = true) =>
    isLowered(
      { amount, source: "manual", cause: "old lot", at: noon },
      { itemId: mug, unitCost },
      { ...facts, seesCost },
    );
  expect(lowered("4.49", eur("4.50"))).toBe(true);
  expect(lowered("4.50", eur("4.50"))).toBe(false);
  expect(lowered("9", eur("4.50"))).toBe(false);
  expect(lowered("9", null)).toBe(true);
  expect(lowered("9", eur("4.50"), false)).toBe(true);
  expect(
    isLowered(cost(undefined, eur("4.50")) as never, { itemId: mug, unitCost: eur("4.50") }, facts),
  ).toBe(false);
});

it("takes the known cost for what goods are worth where less was stated, and the stated one where more", () => {
  const facts = { currency: "EUR", lastKnownCosts: new Map() };
  const worth = (valueMinor: bigint | null, unitCost: Cost, lastKnownCosts = facts.lastKnownCosts) =>
    worthOf(
      { item: { itemId: mug, unitCost }, valueMinor, command: { quantity: 3 } },
      { ...facts, lastKnownCosts },
    );
  expect(worth(3n, eur("4.50"))).toBe(1_350n);
  expect(worth(1_500n, eur("4.50"))).toBe(1_500n);
  expect(worth(3n, null)).toBe(3n);
  expect(worth(3n, null, new Map([[mug, eur("2")]]))).toBe(600n);
  expect(worth(null, null)).toBeNull();
});
