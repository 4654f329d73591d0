import { describe, expect, it } from "vitest";
import { item, level, mainStreet, mug, noon, stock } from "#tests/support/little-shop.ts";
import { bodyOf, referenceOf } from "./body.ts";
import { checkAgain } from "./check-again.ts";
import { problemOfRefusal } from "./problem-of-refusal.ts";

const strict = { refuseBelowZero: true, refuseBelowCommitted: true };
const lines = [3, 4, 2].map((quantity, index) => ({
  id: `${index}`,
  itemId: mug,
  locationId: mainStreet,
  takenFrom: "available" as const,
  quantity,
}));
const ids = (some: { id: string }[]) => some.map(({ id }) => id);
const call = { documentId: "document", attemptId: "attempt", shopifyReason: "damaged" };
const parts = { ...call, takenFrom: "available" } as const;
const setAside = { damaged: { units: 5, updatedAt: noon } };

it("lets go what still fits, in the order of the document, and makes no line smaller", () => {
  const { good, refused } = checkAgain(lines, stock({ levels: [level({ available: 5 })] }), -1, strict);
  expect(ids(good)).toEqual(["0", "2"]);
  expect(good.map((line) => line.quantity)).toEqual([3, 2]);
  expect(refused).toEqual([
    {
      line: lines[1],
      problem: {
        code: "not-enough",
        facts: { item: "Mug Blue", location: "Main street", available: 5, committed: 0, asked: 4 },
      },
    },
  ]);
});

it("asks nothing of the quantity when units come back, but still for an item that is counted", () => {
  const empty = stock({ levels: [level({ available: -5 })] });
  expect(ids(checkAgain(lines, empty, 1, strict).good)).toEqual(["0", "1", "2"]);
  const untracked = stock({ items: [item({ tracked: false })] });
  expect(checkAgain(lines, untracked, 1, strict).refused.map((one) => one.problem.code)).toEqual(
    Array(3).fill("untracked"),
  );
});

it("makes one change a level of all lines that share it, from what was read", () => {
  const locationId = "gid://shopify/Location/2" as const;
  const other = { id: "3", itemId: mug, locationId, takenFrom: "available" as const, quantity: 1 };
  const directed = [...lines, other].map((line) => ({ ...line, direction: -1 as const }));
  const body = bodyOf(parts, directed, [level(), level({ locationId, available: 7 })]);
  expect(body).toEqual({
    quantityName: "available",
    shopifyReason: "damaged",
    reference: "gid://lossbook/WriteOff/document/attempt",
    changes: [
      { itemId: mug, locationId: mainStreet, delta: -9, changeFrom: 40 },
      { itemId: mug, locationId: other.locationId, delta: -1, changeFrom: 7 },
    ],
  });
  expect(body.reference).toBe(referenceOf("document", "attempt"));
});

it("makes no body of nothing, and none that Shopify would not take", () => {
  expect(() => bodyOf(parts, [], [])).toThrow("1 to 250 changes");
  const many = Array.from({ length: 251 }, (_, index) => ({
    id: `${index}`,
    itemId: `gid://shopify/InventoryItem/${index + 1}` as const,
    locationId: mainStreet,
    takenFrom: "available" as const,
    quantity: 1,
    direction: 1 as const,
  }));
  const levels = many.map(({ itemId }) => level({ itemId }));
  expect(() => bodyOf(parts, many, levels)).toThrow("1 to 250 changes");
  expect(bodyOf(parts, many.slice(1), levels).changes).toHaveLength(250);
});

describe("goods that were set aside", () => {
  const damaged = lines.map((line) => ({ ...line, takenFrom: "damaged" as const }));

  it("are counted by themselves, whatever the shop lets go below zero of what it sells", () => {
    const lax = { refuseBelowZero: false, refuseBelowCommitted: false };
    const shelf = stock({ levels: [level({ available: 100, aside: setAside })] });
    const { good, refused } = checkAgain(damaged, shelf, -1, lax);
    expect(ids(good)).toEqual(["0", "2"]);
    expect(refused.map(({ problem }) => problem)).toEqual([
      {
        code: "not-enough-damaged",
        facts: { item: "Mug Blue", location: "Main street", there: 5, asked: 4 },
      },
    ]);
  });

  it("move under one address of ours, which what is available never has", () => {
    const directed = damaged.map((line) => ({ ...line, direction: 1 as const }));
    const body = bodyOf({ ...call, takenFrom: "damaged" }, directed, [level({ aside: setAside })]);
    expect(body).toMatchObject({
      quantityName: "damaged",
      ledger: "gid://lossbook/SetAside/damaged",
      changes: [{ delta: 9, changeFrom: 5 }],
    });
  });

  it("never share a call with others, and none is made of a number nobody read", () => {
    const mixed = [...damaged, ...lines].map((line) => ({ ...line, direction: -1 as const }));
    const levels = [level({ aside: setAside })];
    expect(() => bodyOf({ ...call, takenFrom: "damaged" }, mixed, levels)).toThrow("one number");
    const held = damaged.map((line) => ({ ...line, direction: -1 as const }));
    expect(() => bodyOf({ ...call, takenFrom: "damaged" }, held, [level()])).toThrow("is read before");
  });
});

it.each([
  ["INVALID_LEDGER_DOCUMENT", "set-aside-by-another"],
  ["CHANGE_FROM_QUANTITY_STALE", "stock-keeps-moving"],
  ["INVALID_INVENTORY_ITEM", "unknown-item"],
  ["INVALID_LOCATION", "unknown-location"],
  ["NON_MUTABLE_INVENTORY_ITEM", "bundle-parent"],
  ["ACCESS_DENIED", "permission-denied"],
  ["SOMETHING_NEW", "refused-by-shopify"],
])("says Shopify's %s as %s and keeps its own code", (code, ours) => {
  expect(problemOfRefusal({ code, message: "", change: null })).toEqual({ code: ours, facts: { code } });
});

it("has words for a refusal without one", () => {
  expect(problemOfRefusal(undefined)).toEqual({ code: "refused-by-shopify", facts: { code: "" } });
});
