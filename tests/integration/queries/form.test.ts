import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "#app/db/open-database.ts";
import { formPage } from "#app/queries/form-page.ts";
import { itemSearch } from "#app/queries/item-search.ts";
import { writeOffForm } from "#app/queries/write-off-form.ts";
import { firstDraft } from "#app/routes/app.write-offs.new/first-draft.ts";
import { readFirstItem } from "#app/use-cases/draft/read-first-item.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { openShopWorld } from "#tests/support/shop-world.ts";
import type { TestDatabase } from "#tests/support/test-server.ts";

const blueMug = "gid://shopify/Product/8000000001";

let emulator: ShopifyEmulator;
let database: TestDatabase;
let ctx: ShopContext;
let disconnect: () => Promise<void>;

beforeAll(async () => {
  emulator = await startShopify();
  database = await freshDatabase();
  const opened = openDatabase(database.appUrl, () => {});
  disconnect = () => opened.$disconnect();
  const world = await openShopWorld(emulator, database.appUrl, { database: opened, calm: true });
  ctx = await world.as("Olivia");
});
afterAll(async () => {
  await disconnect?.();
  await emulator?.close();
  await database?.drop();
});
beforeEach(() => emulator.requests.clear());

describe("the form of somebody who comes with a line", () => {
  const line = { locationId: null, quantity: 2, reasonId: "stolen", disposal: "", note: "at the till" };

  it("has that item with its places, and reads nothing else of the catalogue", async () => {
    const item = (await writeOffForm(ctx, { of: blueMug, seesCost: true })).variants[0];
    const named = { ...line, variantId: (item?.variantId ?? "") as never };
    const first = { line: named, found: await readFirstItem(ctx, named) };
    const page = await formPage(ctx, { draftId: null, first, seesCost: true });
    expect(page.first).toMatchObject({ quantity: 2, variant: { title: "Blue mug", itemId: item?.itemId } });
    expect(page.first?.variant.levels.map(({ available }) => available)).toContain(40);
    expect(page.form.variants).toEqual([]);
  });

  it("is an empty one where the item is not there, or cannot be written off", async () => {
    const bundle = (await writeOffForm(ctx, { of: "gid://shopify/Product/8000000005", seesCost: true }))
      .variants[0];
    for (const id of ["gid://shopify/ProductVariant/7", bundle?.variantId ?? ""]) {
      const named = { ...line, variantId: id as never };
      const first = { line: named, found: await readFirstItem(ctx, named) };
      const page = await formPage(ctx, { draftId: null, first, seesCost: true });
      expect(page).toMatchObject({ first: null, kept: null, gone: false, missed: { why: "gone" } });
    }
  });

  it("opens without the item while Shopify is away, and keeps what else came along", async () => {
    const named = { ...line, variantId: "gid://shopify/ProductVariant/4000000001" as never };
    emulator.fault({ kind: "drop-before", times: 99 });
    const found = await readFirstItem(ctx, named).finally(() => emulator.faults.clear());
    expect(found).toBeNull();
    const page = await formPage(ctx, { draftId: null, first: { line: named, found }, seesCost: true });
    expect(page).toMatchObject({ first: null, missed: { why: "away", quantity: 2, note: "at the till" } });
    const draft = firstDraft(page);
    expect(draft).toMatchObject({ reasonId: "stolen", note: "at the till", lines: [] });
  });
});

describe("the form of one product", () => {
  it("offers every level and says beforehand where nothing can leave", async () => {
    const form = await writeOffForm(ctx, { of: blueMug, seesCost: true });
    expect(form.variants).toHaveLength(1);
    expect(form.variants[0]).toMatchObject({ title: "Blue mug", sku: "MUG-BLUE", refusal: null });
    const levels = form.variants[0]?.levels.map((level) => [
      level.locationName,
      level.available,
      level.refusal?.code ?? null,
    ]);
    expect(levels).toContainEqual(["Main street", 40, null]);
    expect(levels).toContainEqual(["Back room", 12, null]);
    expect(levels?.filter(([, , code]) => code === null).map(([name]) => name)).not.toContain("Old cellar");
  });

  it("knows the day of the shop, the reasons for goods that leave, and nothing of money", async () => {
    const form = await writeOffForm(ctx, { of: blueMug, seesCost: false });
    expect(form.shop).toMatchObject({ currency: "EUR", timeZone: "Europe/Berlin" });
    expect(form.reasons.map(({ id }) => id)).toContain("damaged");
    expect(form.reasons.map(({ id }) => id)).not.toContain("overstock");
    expect(JSON.stringify(form)).not.toMatch(/\b4\.50?\b/);
  });

  it("says of a bundle and of an untracked item why they cannot be written off", async () => {
    const [bundle] = (await writeOffForm(ctx, { of: "gid://shopify/Product/8000000005", seesCost: true }))
      .variants;
    const [wrap] = (await writeOffForm(ctx, { of: "gid://shopify/Product/8000000004", seesCost: true }))
      .variants;
    expect(bundle?.refusal?.code).toBe("bundle-parent");
    expect(wrap?.refusal?.code).toBe("untracked");
  });
});

describe("the search for items", () => {
  it("puts the item a scanned code means before those that contain it", async () => {
    const found = await itemSearch(ctx, " 4006381333931 ");
    expect(found.words).toBe("4006381333931");
    expect(found.variants[0]?.title).toBe("Blue mug");
  });

  it("finds both items that carry the same SKU", async () => {
    expect((await itemSearch(ctx, "towel")).variants.map(({ sku }) => sku)).toEqual(["TOWEL", "TOWEL"]);
  });

  it("asks nobody when nothing was typed", async () => {
    expect((await itemSearch(ctx, "   ")).variants).toEqual([]);
    expect(emulator.requests.list()).toHaveLength(0);
  });

  it("takes what looks like search syntax for words", async () => {
    for (const typed of ['sku:"', "id:* OR title:*", "-mug AND (", "\\"]) {
      await expect(itemSearch(ctx, typed)).resolves.toMatchObject({ words: typed });
    }
  });
});
