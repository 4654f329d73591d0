import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rebuildTotals } from "#app/db/daily-totals.ts";
import { overview } from "#app/queries/overview.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { type GivenLine, type ReadWorld, readWorld } from "./read-world.ts";
import { reader } from "./reader.ts";

let world: ReadWorld;
let ctx: ShopContext;
const mug: Partial<GivenLine> = { fate: "applied", quantity: 2, valueMinor: 900 };

beforeAll(async () => {
  world = await readWorld();
  const shopId = await world.shop("mug-shop.myshopify.com");
  const clock = { now: () => new Date("2026-11-21T12:00:00Z"), sleep: async () => undefined };
  ctx = { ...reader(world.database, shopId), clock };
  const write = (eventDate: string, line: Partial<GivenLine>, more = {}) =>
    world.write(shopId, { eventDate, lines: [{ ...mug, ...line }], ...more });
  const first = await write("2026-11-02", {});
  await write("2026-11-20", { itemId: "gid://shopify/InventoryItem/2", title: "Plate", valueMinor: 2500 });
  await write("2026-11-20", { quantity: 1, valueMinor: 450 }, { kind: "found", reversesId: first.id });
  await write("2026-10-21", { quantity: 1, valueMinor: 450 });
  await write("2026-10-22", { quantity: 9, valueMinor: 4050 });
  await write("2025-11-21", { quantity: 3, valueMinor: 1350 });
  await write("2026-11-05", { quantity: 4, valueMinor: null, unitCost: null });
  const other = await world.shop("other-shop.myshopify.com");
  await world.write(other, { eventDate: "2026-11-20", lines: [mug] });
  for (const one of [shopId, other]) await rebuildTotals(world.database, one);
});

afterAll(() => world.end());

const seen = (period = "", seesCost = true) => overview(ctx, { period, seesCost });

describe("the overview", () => {
  it("tells what was lost in the running month beside as many days of the last", async () => {
    expect(await seen()).toMatchObject({
      period: { from: "2026-11-01", to: "2026-11-21", before: { from: "2026-10-01", to: "2026-10-21" } },
      total: { units: 7, back: 1, unvalued: 4, value: { amount: "29.50", currency: "EUR" } },
      before: { units: 1, value: { amount: "4.50" } },
    });
  });

  it("tells the same of a month that is over, and of years", async () => {
    expect(await seen("2026-10")).toMatchObject({ total: { units: 10, value: { amount: "45.00" } } });
    const year = await seen("2026");
    expect([year.total.units, year.before.units]).toEqual([17, 3]);
    expect(year.items[0]).toMatchObject({ units: 15, before: { units: 3 } });
  });

  it("tells the same of months from one to another, whole years among them", async () => {
    const months = await seen("2026-10..2026-11");
    expect(months).toMatchObject({ total: { units: 17 }, before: { units: 0 } });
    expect(months.items[0]).toMatchObject({ units: 15, value: { amount: "49.50" } });
    const long = await seen("2025-06..2026-11");
    expect(long.total.units).toBe(20);
    expect(long.items.map(({ units }) => units)).toEqual([18, 2]);
    const years = await seen("2025-01..2026-10");
    expect([years.total.units, years.items.map(({ units }) => units)]).toEqual([13, [13]]);
    expect(months.monthChoices.slice(-1)).toEqual(["2025-11"]);
  });

  it("puts the dearest first, each beside what it was before", async () => {
    const { items, families, locations, months } = await seen();
    expect(items.map(({ name, units }) => [name.split(" · ")[0], units])).toEqual([
      ["Plate", 2],
      ["Blue mug", 5],
    ]);
    expect(items[1]).toMatchObject({ value: { amount: "4.50" }, before: { units: 1 } });
    expect(families).toMatchObject([{ id: "damage", units: 7, share: 1 }]);
    expect(locations).toHaveLength(1);
    expect(months.map(({ id, units }) => [id, units]).slice(-2)).toEqual([
      ["2026-10", 10],
      ["2026-11", 7],
    ]);
  });

  it("measures in units, and tells no money, where nobody may see it", async () => {
    const hidden = await seen("", false);
    expect(JSON.stringify(hidden)).not.toContain("amount");
    expect(hidden.items.map(({ units }) => units)).toEqual([5, 2]);
  });

  it("is empty before anything was lost", async () => {
    const shopId = await world.shop("new-shop.myshopify.com");
    const empty = await overview({ ...ctx, shopId }, { period: "2026-11", seesCost: true });
    expect(empty).toMatchObject({ total: { units: 0, value: { amount: "0.00" } }, items: [], families: [] });
  });
});
