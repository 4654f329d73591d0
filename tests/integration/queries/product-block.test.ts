import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { rebuildTotals } from "#app/db/daily-totals.ts";
import { productBlock } from "#app/queries/product-block.ts";
import { quickestOf } from "#tests/support/quickest-of.ts";
import { insert, type ReadWorld, readWorld } from "./read-world.ts";
import { reader } from "./reader.ts";

const product = "gid://shopify/Product/1";
const mug = "gid://shopify/InventoryItem/11";
const cup = "gid://shopify/InventoryItem/12";
const plate = "gid://shopify/InventoryItem/21";
let world: ReadWorld;
let shopId: string;
let shops = 0;

beforeAll(async () => {
  world = await readWorld();
});
afterAll(() => world?.end());

beforeEach(async () => {
  shops += 1;
  shopId = await world.shop(`block-${shops}.myshopify.com`);
  for (const [itemId, productId] of [
    [mug, product],
    [cup, product],
    [plate, "gid://shopify/Product/2"],
  ] as const) {
    await insert(world.owner, "item_mirror", {
      shop_id: shopId,
      item_id: itemId,
      variant_id: itemId.replace("InventoryItem", "ProductVariant"),
      product_id: productId,
      title: "Mug",
      tracked: true,
      read_at: new Date(),
    });
  }
});

/** Totals are kept when a line settles; these lines were there from the start. */
function settled(): Promise<void> {
  return rebuildTotals(world.database, shopId);
}

function block(of: string = product, seesCost = true) {
  return productBlock(reader(world.database, shopId), { of: of as never, seesCost });
}

test("shows the last five documents of a product's items, newest first, and none of another's", async () => {
  for (const itemId of [mug, cup, mug, plate, mug, mug, cup])
    await world.write(shopId, { lines: [{ itemId }] });
  const { documents } = await block();
  expect(documents.map(({ number }) => number)).toEqual([7, 6, 5, 3, 2].map((n) => `WO-00000${n}`));
  expect(documents[0]).toMatchObject({ kind: "off", state: "done", units: 1, reasonLabel: "Damaged" });
});

test("names the product whose history there is, also on a variant's page", async () => {
  const variant = mug.replace("InventoryItem", "ProductVariant");
  expect((await block(variant)).productId).toBeNull();
  await world.write(shopId, { lines: [{ itemId: mug }] });
  expect((await block(variant)).productId).toBe(product);
  expect((await block()).productId).toBe(product);
  expect((await block("gid://shopify/Product/2")).productId).toBeNull();
});

test("counts this product's units of a document, not all it has", async () => {
  await world.write(shopId, {
    lines: [
      { itemId: mug, quantity: 2 },
      { itemId: plate, quantity: 9 },
      { itemId: cup, quantity: 3 },
    ],
  });
  expect((await block()).documents[0]?.units).toBe(5);
  const variant = mug.replace("InventoryItem", "ProductVariant");
  expect((await block(variant)).documents[0]?.units).toBe(2);
});

test("what was lost is what left in thirty days and did not come back", async () => {
  const line = { itemId: mug, quantity: 4, valueMinor: 1800 };
  const off = await world.write(shopId, { eventDate: "2026-10-23", lines: [line] });
  await world.write(shopId, { eventDate: "2026-10-22", lines: [line] });
  await world.write(shopId, { lines: [{ ...line, fate: "refused" }] });
  await settled();
  expect((await block()).lost).toEqual({
    days: 30,
    units: 4,
    value: { amount: "18.00", currency: "EUR" },
  });
  const back = { itemId: mug, quantity: 1, valueMinor: 450 };
  await world.write(shopId, { kind: "found", reversesId: off.id, lines: [back] });
  await settled();
  expect((await block()).lost).toMatchObject({ units: 3, value: { amount: "13.50" } });
});

test("says no value to who may not see cost", async () => {
  await world.write(shopId, { lines: [{ itemId: mug }] });
  await settled();
  expect((await block(product, false)).lost).toEqual({ days: 30, units: 1, value: null });
});

test("counts what is flagged until a document takes it or somebody puts it away", async () => {
  const draft = randomUUID();
  await insert(world.owner, "draft", {
    shop_id: shopId,
    id: draft,
    kind: "shared",
    location_id: "gid://l/1",
  });
  const flag = (quantity: number, state: object = {}) =>
    insert(world.owner, "draft_line", {
      shop_id: shopId,
      id: randomUUID(),
      draft_id: draft,
      item_id: mug,
      title: "Mug",
      location_id: "gid://l/1",
      location_name: "Main",
      quantity,
      reason_id: "damaged",
      flagged_by: "1",
      ...state,
    });
  await flag(2);
  await flag(3);
  await flag(7, { state: "discarded", discarded_by: "1", discarded_at: new Date() });
  expect((await block()).flagged).toBe(5);
});

test("is empty for goods that were never touched, and for another shop's", async () => {
  await world.write(shopId, { lines: [{ itemId: mug }] });
  const empty = { documents: [], lost: { units: 0 }, flagged: 0 };
  expect(await block("gid://shopify/Product/404")).toMatchObject(empty);
  const other = await world.shop(`other-${shops}.myshopify.com`);
  expect(
    await productBlock(reader(world.database, other), { of: product as never, seesCost: true }),
  ).toMatchObject(empty);
});

test("costs no more for an item with ten thousand lines of other years", async () => {
  await world.write(shopId, { lines: [{ itemId: mug }] });
  const tables = ["document", "adjustment", "document_line"];
  for (const table of tables) await world.owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await world.owner.query(
    `INSERT INTO document (shop_id, id, number, kind, fingerprint, state, event_date, currency, time_zone,
       submitted_by, right_proved, units, units_applied, line_count, created_at)
     SELECT $1, gen_random_uuid(), 1 + n, 'off', 'many', 'done', date '2024-01-01', 'EUR', 'UTC', '1', true,
       1, 1, 1, now() FROM generate_series(1, 10000) n`,
    [shopId],
  );
  await world.owner.query(
    `WITH made AS (
       INSERT INTO adjustment (shop_id, id, document_id, ordinal, quantity_name, shopify_reason, state)
       SELECT shop_id, gen_random_uuid(), id, 0, 'available', 'damaged', 'applied' FROM document
        WHERE shop_id = $1 AND fingerprint = 'many' RETURNING *)
     INSERT INTO document_line (shop_id, id, document_id, position, adjustment_id, item_id, title,
       location_id, location_name, quantity, reason_id, reason_label, family, shrink, debit_role, fate)
     SELECT shop_id, gen_random_uuid(), document_id, 0, id, $2, 'Mug', 'gid://l/1', 'Main', 1, 'damaged',
       'Damaged', 'damage', true, 'shrinkage-damage', 'applied' FROM made`,
    [shopId, mug],
  );
  for (const table of tables) await world.owner.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  await world.owner.query("ANALYZE document, document_line, item_mirror");
  expect(await quickestOf(async () => expect((await block()).documents).toHaveLength(5))).toBeLessThan(100);
});
