import { describe, expect, it } from "vitest";
import type { Body } from "./body.ts";
import { mayRepeat, provesNoEffect } from "./level-proof.ts";

const sentAt = new Date("2026-11-21T12:00:00Z");
const before = new Date("2026-11-21T11:59:59Z");
const place = (number: number) =>
  ({ itemId: `gid://shopify/InventoryItem/${number}`, locationId: "gid://shopify/Location/1" }) as const;
const body: Body = {
  quantityName: "available",
  shopifyReason: "damaged",
  reference: "gid://lossbook/WriteOff/1/1",
  changes: [1, 2].map((number) => ({ ...place(number), delta: -1, changeFrom: 40 })),
};
const level = (number: number, available: number, availableUpdatedAt: Date) => ({
  ...place(number),
  available,
  availableUpdatedAt,
});
const still = [level(1, 40, before), level(2, 40, before)];

describe("proof that nothing happened", () => {
  it("is that every level was last changed before the first send", () => {
    expect(provesNoEffect(body, still, sentAt)).toBe(true);
  });

  it("fails with one level that changed since, in the very second of the send, or is not there", () => {
    const [one, two] = [level(1, 40, before), level(2, 40, sentAt)];
    expect(provesNoEffect(body, [one, two], sentAt)).toBe(false);
    expect(provesNoEffect(body, [one], sentAt)).toBe(false);
    expect(provesNoEffect(body, [], sentAt)).toBe(false);
  });

  it("is not an equal quantity: others sell and restock meanwhile", () => {
    const later = new Date("2026-11-21T12:05:00Z");
    expect(provesNoEffect(body, [level(1, 40, later), level(2, 40, later)], sentAt)).toBe(false);
  });

  it("is not an old time on a quantity that moved: such a time cannot be trusted", () => {
    expect(provesNoEffect(body, [level(1, 39, before), level(2, 40, before)], sentAt)).toBe(false);
  });
});

describe("a call that changed what was set aside", () => {
  const damaged: Body = { ...body, quantityName: "damaged", changes: body.changes.slice(0, 1) };
  const set = (units: number, updatedAt: Date) => ({
    ...level(1, 7, sentAt),
    aside: { damaged: { units, updatedAt } },
  });

  it("is proved by that number and its time, and by no other of the level", () => {
    expect(provesNoEffect(damaged, [set(40, before)], sentAt)).toBe(true);
    expect(provesNoEffect(damaged, [set(40, sentAt)], sentAt)).toBe(false);
    expect(provesNoEffect(damaged, [set(39, before)], sentAt)).toBe(false);
    expect(provesNoEffect(damaged, [level(1, 40, before)], sentAt)).toBe(false);
    expect(mayRepeat(damaged, [level(1, 39, before)], sentAt)).toBe(false);
    expect(mayRepeat(damaged, [set(39, sentAt)], sentAt)).toBe(true);
  });
});

describe("a repeat", () => {
  it("is harmless while nothing has changed, and where the comparison will stop it", () => {
    expect(mayRepeat(body, still, sentAt)).toBe(true);
    expect(mayRepeat(body, [level(1, 39, sentAt), level(2, 41, sentAt)], sentAt)).toBe(true);
  });

  it("is not where a level changed and is back where it was, nor where a level cannot be seen", () => {
    expect(mayRepeat(body, [level(1, 40, sentAt), level(2, 40, before)], sentAt)).toBe(false);
    expect(mayRepeat(body, [level(1, 40, before)], sentAt)).toBe(false);
  });
});
