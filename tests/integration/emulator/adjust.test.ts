import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import { levelKey, quantityNames, type State } from "#tests/emulators/shopify/state.ts";
import { ADJUST, adjust, adjustInput, ask, backRoom, blueMug, change, codes, mainStreet } from "./ask.ts";

const item = (id: number) => `gid://shopify/InventoryItem/${id}`;

describe("inventoryAdjustQuantities", () => {
  let emulator: ShopifyEmulator;
  let fresh: State;

  beforeAll(async () => {
    emulator = await startShopify();
    fresh = emulator.snapshot();
  });
  beforeEach(() => {
    emulator.restore(fresh);
    emulator.setSwitches({
      atomicity: "all-or-nothing",
      userErrors: "every-line",
      changeRows: "with-on-hand",
    });
    emulator.setSwitches({
      belowZero: "allowed",
      untrackedAdjust: "applied",
      adjustAtInactive: "stays-inactive",
    });
  });
  afterAll(() => emulator.close());

  const mugs = (locationId = mainStreet) => emulator.quantity({ itemId: blueMug, locationId });

  it("takes one mug and answers with the group, on_hand included", async () => {
    const payload = await adjust(emulator, adjustInput([change(-1, { changeFromQuantity: 40 })]));
    expect(payload.userErrors).toEqual([]);
    expect(payload.inventoryAdjustmentGroup).toMatchObject({
      reason: "damaged",
      referenceDocumentUri: "gid://lossbook/WriteOff/1/1",
      app: { title: "Lossbook" },
      changes: [
        { name: "available", delta: -1, quantityAfterChange: 39 },
        { name: "on_hand", delta: -1, quantityAfterChange: 39 },
      ],
    });
    expect(mugs()).toBe(39);
  });

  it("keeps a group that can be fetched later by its id", async () => {
    const { inventoryAdjustmentGroup: group } = await adjust(emulator, adjustInput([change(-2)]));
    const answer = await ask(
      emulator,
      `query ($id: ID!) { node(id: $id) { __typename ... on InventoryAdjustmentGroup {
        reason changes(quantityNames: ["available"]) { name delta } } } }`,
      { id: group.id },
    );
    expect(answer.data.node).toEqual({
      __typename: "InventoryAdjustmentGroup",
      reason: "damaged",
      changes: [{ name: "available", delta: -2 }],
    });
  });

  it("refuses a stale expectation and changes nothing", async () => {
    const payload = await adjust(emulator, adjustInput([change(-1, { changeFromQuantity: 41 })]));
    expect(payload.inventoryAdjustmentGroup).toBeNull();
    expect(payload.userErrors[0]).toMatchObject({
      code: "CHANGE_FROM_QUANTITY_STALE",
      field: ["input", "changes", "0", "changeFromQuantity"],
    });
    expect(mugs()).toBe(40);
  });

  it("wants changeFromQuantity named, even if only as null", async () => {
    const { changeFromQuantity: _left, ...without } = change(-1);
    const answer = await adjust(emulator, { ...adjustInput([]), changes: [without] });
    expect(answer.errors[0]).toMatchObject({
      message: "InventoryChangeInput must include the following argument: changeFromQuantity.",
      extensions: { code: "INVALID_FIELD_ARGUMENTS" },
    });
    expect(mugs()).toBe(40);
  });

  it("wants the @idempotent directive, with a key that says something", async () => {
    const bare = ADJUST.replace("@idempotent(key: $key)", "").replace(", $key: String!", "");
    const answer = await ask(emulator, bare, { input: adjustInput([change(-1)]) });
    expect(answer.errors[0].extensions.code).toBe("BAD_REQUEST");
    expect((await adjust(emulator, adjustInput([change(-1)]), { key: "  " })).errors).toHaveLength(1);
    expect(mugs()).toBe(40);
  });

  it.each([
    ["an unknown reason", { reason: "expired" }, {}, "INVALID_REASON"],
    ["an unknown quantity", { name: "on_hand" }, {}, "INVALID_QUANTITY_NAME"],
    ["a committed quantity", { name: "committed" }, { ledgerDocumentUri: "x://1" }, "INVALID_QUANTITY_NAME"],
    [
      "half a gid as reference",
      { referenceDocumentUri: "gid://lossbook/WriteOff" },
      {},
      "INVALID_REFERENCE_DOCUMENT",
    ],
    ["a word as reference", { referenceDocumentUri: "WO-1" }, {}, "INVALID_REFERENCE_DOCUMENT"],
    ["a ledger document on available", {}, { ledgerDocumentUri: "x://1" }, "INVALID_AVAILABLE_DOCUMENT"],
    ["no ledger document on damaged", { name: "damaged" }, {}, "INVALID_QUANTITY_DOCUMENT"],
    [
      "Shopify's own ledger",
      { name: "damaged" },
      { ledgerDocumentUri: "gid://shopify/A/1" },
      "INTERNAL_LEDGER_DOCUMENT",
    ],
    [
      "a broken ledger document",
      { name: "damaged" },
      { ledgerDocumentUri: "nonsense" },
      "INVALID_LEDGER_DOCUMENT",
    ],
    ["an unknown item", {}, { inventoryItemId: item(1) }, "INVALID_INVENTORY_ITEM"],
    ["another shop's item", {}, { inventoryItemId: item(4900000001) }, "INVALID_INVENTORY_ITEM"],
    ["an unknown location", {}, { locationId: "gid://shopify/Location/1" }, "INVALID_LOCATION"],
    ["a bundle parent", {}, { inventoryItemId: item(4100000007) }, "NON_MUTABLE_INVENTORY_ITEM"],
    ["too much", {}, { delta: 2_000_000_000 }, "INVALID_QUANTITY_TOO_HIGH"],
    ["too little", {}, { delta: -2_000_000_041 }, "INVALID_QUANTITY_TOO_LOW"],
  ])("refuses %s", async (_what, whole, line, code) => {
    const payload = await adjust(emulator, adjustInput([change(-1, line)], whole));
    expect(codes(payload)).toEqual([code]);
    expect(payload.inventoryAdjustmentGroup).toBeNull();
    expect(mugs()).toBe(40);
  });

  it("takes one ledger document a call", async () => {
    const lines = [
      change(1, { ledgerDocumentUri: "x://1" }),
      change(1, { ledgerDocumentUri: "x://2", locationId: backRoom }),
    ];
    expect(codes(await adjust(emulator, adjustInput(lines, { name: "damaged" })))).toEqual([
      "MAX_ONE_LEDGER_DOCUMENT",
    ]);
  });

  it("refuses a list of 251 and coerces numbers strictly", async () => {
    const many = await adjust(emulator, adjustInput(Array.from({ length: 251 }, () => change(-1))));
    expect(many.errors[0].extensions.code).toBe("MAX_INPUT_SIZE_EXCEEDED");
    for (const delta of [1.5, "3", 10 ** 12, null]) {
      const answer = await adjust(emulator, adjustInput([{ ...change(-1), delta: delta as number }]));
      expect(answer.errors[0].extensions.code).toBe("INVALID_VARIABLE");
    }
    expect(mugs()).toBe(40);
  });

  it("does nothing at all when one line of many is wrong", async () => {
    const lines = [
      change(-1),
      change(-1, { inventoryItemId: item(1) }),
      change(-1, { locationId: "gid://shopify/Location/1" }),
    ];
    const payload = await adjust(emulator, adjustInput(lines));
    expect(codes(payload)).toEqual(["INVALID_INVENTORY_ITEM", "INVALID_LOCATION"]);
    expect(mugs()).toBe(40);
  });

  it("applies the good lines beside userErrors when so switched", async () => {
    emulator.setSwitches({ atomicity: "valid-applied" });
    const payload = await adjust(
      emulator,
      adjustInput([change(-1), change(-1, { inventoryItemId: item(1) })]),
    );
    expect(payload.inventoryAdjustmentGroup.changes).toHaveLength(2);
    expect(codes(payload)).toEqual(["INVALID_INVENTORY_ITEM"]);
    expect(mugs()).toBe(39);
  });

  it.each([
    ["first", [["input", "changes", "0", "inventoryItemId"]]],
    ["unnamed", [null]],
  ] as const)("names %s of the wrong lines when so switched", async (userErrors, fields) => {
    emulator.setSwitches({ userErrors });
    const wrong = change(-1, { inventoryItemId: item(1) });
    const payload = await adjust(emulator, adjustInput([wrong, wrong]));
    expect(payload.userErrors.map((error: { field: unknown }) => error.field)).toEqual(fields);
  });

  it("lets available fall below zero unless switched otherwise", async () => {
    expect((await adjust(emulator, adjustInput([change(-41)]))).userErrors).toEqual([]);
    expect(mugs()).toBe(-1);
    emulator.setSwitches({ belowZero: "refused" });
    expect(codes(await adjust(emulator, adjustInput([change(-1)])))).toEqual(["INVALID_QUANTITY_TOO_LOW"]);
  });

  it("adjusts where the item was never stocked, and leaves the new level inactive", async () => {
    const place = { itemId: 4100000004, locationId: backRoom };
    const line = change(-1, {
      inventoryItemId: item(4100000004),
      locationId: backRoom,
      changeFromQuantity: 0,
    });
    expect((await adjust(emulator, adjustInput([line]))).userErrors).toEqual([]);
    expect(emulator.quantity(place)).toBe(-1);
    const query = `query ($id: ID!, $at: ID!) { inventoryItem(id: $id) {
      hidden: inventoryLevel(locationId: $at) { id }
      shown: inventoryLevel(locationId: $at, includeInactive: true) { isActive } } }`;
    const answer = await ask(emulator, query, { id: item(4100000004), at: backRoom });
    expect(answer.data.inventoryItem).toEqual({ hidden: null, shown: { isActive: false } });
  });

  it.each([
    ["applied", [], -1],
    ["ignored", [], 0],
    ["refused", ["NON_MUTABLE_INVENTORY_ITEM"], 0],
  ] as const)("an untracked item: %s", async (untrackedAdjust, expected, after) => {
    emulator.setSwitches({ untrackedAdjust });
    const payload = await adjust(emulator, adjustInput([change(-1, { inventoryItemId: item(4100000006) })]));
    expect(codes(payload)).toEqual(expected);
    expect(emulator.quantity({ itemId: 4100000006, locationId: mainStreet })).toBe(after);
  });

  it("lets units leave damaged only by the document they came in with", async () => {
    const damaged = (delta: number, uri: string) =>
      adjust(emulator, adjustInput([change(delta, { ledgerDocumentUri: uri })], { name: "damaged" }));
    expect(codes(await damaged(3, "gid://lossbook/Flag/1"))).toEqual([]);
    expect(codes(await damaged(-1, "gid://lossbook/Flag/2"))).toEqual(["INVALID_LEDGER_DOCUMENT"]);
    expect(codes(await damaged(-2, "gid://lossbook/Flag/1"))).toEqual([]);
    expect(emulator.quantity({ itemId: blueMug, locationId: mainStreet }, "on_hand")).toBe(41);
  });

  it("compares a line that follows another at the same level with what the first leaves", async () => {
    const lines = [change(-1, { changeFromQuantity: 40 }), change(-1, { changeFromQuantity: 39 })];
    expect((await adjust(emulator, adjustInput(lines))).userErrors).toEqual([]);
    expect(mugs()).toBe(38);
  });

  it("opens a level where the item was never stocked, or refuses, when so switched", async () => {
    const line = change(2, { inventoryItemId: item(4100000004), locationId: backRoom });
    emulator.setSwitches({ adjustAtInactive: "refused" });
    expect(codes(await adjust(emulator, adjustInput([line])))).toEqual(["INVALID_LOCATION"]);
    emulator.setSwitches({ adjustAtInactive: "activates" });
    expect(codes(await adjust(emulator, adjustInput([line])))).toEqual([]);
    expect(emulator.shop().levels.get(levelKey(item(4100000004), backRoom))?.isActive).toBe(true);
  });

  it.each([
    ["without-on-hand", [{ name: "available", delta: -1, quantityAfterChange: 39 }]],
    [
      "after-unknown",
      [
        { name: "available", delta: -1, quantityAfterChange: null },
        { name: "on_hand", delta: -1, quantityAfterChange: null },
      ],
    ],
  ] as const)("answers change rows %s when so switched", async (changeRows, rows) => {
    emulator.setSwitches({ changeRows });
    const { inventoryAdjustmentGroup: group } = await adjust(emulator, adjustInput([change(-1)]));
    expect(group.changes).toMatchObject(rows);
    expect(group.changes).toHaveLength(rows.length);
  });

  it("keeps a history that adds up to what is on the shelf", async () => {
    const step = fc.record({
      name: fc.constantFrom("available", "damaged", "safety_stock"),
      delta: fc.integer({ min: -9, max: 9 }),
      expected: fc.option(fc.integer({ min: 30, max: 45 }), { nil: null }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        emulator.restore(fresh);
        for (const { name, delta, expected } of steps) {
          const uri = name === "available" ? {} : { ledgerDocumentUri: "gid://lossbook/Flag/1" };
          const line = change(delta, { changeFromQuantity: expected, ...uri });
          const variables = { input: adjustInput([line], { name }), key: crypto.randomUUID() };
          await emulator.execute({ query: ADJUST, variables }, {});
        }
        for (const name of quantityNames) {
          const rows = emulator
            .shop()
            .history.flatMap((row) => row.changes.filter((moved) => moved.name === name));
          const seeded = name === "available" || name === "on_hand" ? 40 : 0;
          const sum = rows.reduce((total, row) => total + row.delta, seeded);
          expect(emulator.quantity({ itemId: blueMug, locationId: mainStreet }, name)).toBe(sum);
          expect(rows.at(-1)?.after ?? sum).toBe(sum);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("moves updatedAt of the quantity that changed and of on_hand, to the second", async () => {
    const read = async () => {
      const answer = await ask(
        emulator,
        `{ inventoryItem(id: "${blueMug}") { inventoryLevel(locationId: "${mainStreet}") {
          quantities(names: ["available", "committed", "on_hand"]) { name updatedAt } } } }`,
      );
      return Object.fromEntries(
        answer.data.inventoryItem.inventoryLevel.quantities.map(
          (row: { name: string; updatedAt: string }) => [row.name, row.updatedAt],
        ),
      );
    };
    const before = await read();
    await adjust(emulator, adjustInput([change(-1)]));
    const after = await read();
    expect(after.available).not.toBe(before.available);
    expect(after.on_hand).toBe(after.available);
    expect(after.committed).toBe(before.committed);
    expect(after.available).toMatch(/:\d\dZ$/);
  });
});
