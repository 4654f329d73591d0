import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseWriteOffFilter, type WriteOffFilter } from "#app/queries/write-off-filter.ts";
import { writeOffList } from "#app/queries/write-off-list.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { type ReadWorld, readWorld } from "./read-world.ts";
import { reader } from "./reader.ts";

let world: ReadWorld;
let ctx: ShopContext;

beforeAll(async () => {
  world = await readWorld();
  const shopId = await world.shop("mug-shop.myshopify.com");
  ctx = reader(world.database, shopId);
  const first = await world.write(shopId, { note: "fell off the shelf (top) 青いマグ" });
  await world.write(shopId, { kind: "found", reversesId: first.id });
  await world.write(shopId, {
    state: "partly-done",
    submittedBy: "2",
    eventDate: "2026-11-02",
    valueMinor: null,
    lines: [
      { title: "Plate 100%", sku: "PLATE_1", reasonId: "stolen", reasonLabel: "Stolen" },
      {
        title: "Red mug",
        sku: "MUG-RED",
        locationId: "gid://shopify/Location/7000000002",
        locationName: "Back room",
        fate: "refused",
        note: "behind the oven",
      },
    ],
  });
  const other = await world.shop("other-shop.myshopify.com");
  await world.write(other, { note: "fell off the shelf" });
});

afterAll(() => world.end());

async function numbers(filter: WriteOffFilter): Promise<string[]> {
  const { writeOffs } = await writeOffList(ctx, { filter, seesCost: true });
  return writeOffs.map(({ number }) => number);
}

describe("the list of write-offs", () => {
  it("shows the newest first, and only this shop's", async () => {
    expect(await numbers({})).toEqual(["WO-000003", "WO-000002", "WO-000001"]);
  });

  it("finds old days wherever their documents stand, also one that was entered late", async () => {
    const shopId = await world.shop("long-shop.myshopify.com");
    for (const eventDate of ["2024-12-30", "2025-01-05", "2025-02-01", "2025-03-01", "2025-01-06"])
      await world.write(shopId, { eventDate });
    const found = async (filter: WriteOffFilter) => {
      const list = await writeOffList(reader(world.database, shopId), {
        filter,
        seesCost: true,
        pageSize: 2,
      });
      return list.writeOffs.map(({ number }) => Number(number.slice(3)));
    };
    const january = { from: "2025-01-01", to: "2025-01-31" };
    expect(await found(january)).toEqual([5, 2]);
    expect(await found({ to: "2025-01-05" })).toEqual([2, 1]);
    expect(await found({ ...january, cursor: "older-5" })).toEqual([2]);
    expect(await found({ ...january, cursor: "newer-2" })).toEqual([5]);
    expect(await found({ from: "2025-04-01", to: "2025-04-30" })).toEqual([]);
  });

  it.each([
    ["its number", "WO-000003", ["WO-000003"]],
    ["its number as people type it", "3", ["WO-000003"]],
    ["a title", "red mug", ["WO-000003"]],
    ["a part of a SKU", "mug-b", ["WO-000002", "WO-000001"]],
    ["the last part of a SKU", "red", ["WO-000003"]],
    ["characters without spaces between words", "マグ", ["WO-000001"]],
    ["what stands in brackets", "top", ["WO-000001"]],
    ["capitals as small letters", "BLUE MUG", ["WO-000002", "WO-000001"]],
    ["a percent sign as itself", "100%", ["WO-000003"]],
    ["an underscore as itself", "PLATE_", ["WO-000003"]],
    ["a wildcard that matches nothing", "P%E", []],
    ["the person's name", "manager", ["WO-000003"]],
    ["the document's note", "fell shelf", ["WO-000001"]],
    ["a line's note", "oven", ["WO-000003"]],
    ["words of several kinds", "max red", ["WO-000003"]],
    ["words that do not meet in one document", "olivia oven", []],
  ])("finds a document by %s", async (_, q, found) => {
    expect(await numbers({ q })).toEqual(found);
  });

  it.each<[string, WriteOffFilter, string[]]>([
    ["state", { state: "partly-done" }, ["WO-000003"]],
    ["kind", { kind: "reversal" }, ["WO-000002"]],
    ["reason of any line", { reason: "stolen" }, ["WO-000003"]],
    ["location of any line", { location: "gid://shopify/Location/7000000002" }, ["WO-000003"]],
    ["cause family of any line", { family: "theft" }, []],
    ["another cause family", { family: "damage" }, ["WO-000003", "WO-000002", "WO-000001"]],
    ["person", { person: "2" }, ["WO-000003"]],
    ["least value", { valueFrom: "4.50" }, ["WO-000002", "WO-000001"]],
    ["greatest value", { valueTo: "4.49" }, []],
    ["greatest value, itself included", { valueTo: "4.50" }, ["WO-000002", "WO-000001"]],
    ["item", { item: "gid://shopify/InventoryItem/999" }, []],
    ["what it is about", { vendor: "Nobody", type: "None" }, []],
    ["what waits for a person", { attention: "1" }, ["WO-000003"]],
    ["days it was booked on", { bookedFrom: "2020-01-01" }, []],
    ["first day", { from: "2026-11-03" }, ["WO-000002", "WO-000001"]],
    ["last day, itself included", { to: "2026-11-02" }, ["WO-000003"]],
    ["all of them together", { kind: "off", from: "2026-11-03", q: "shelf" }, ["WO-000001"]],
  ])("narrows by %s", async (_, filter, found) => {
    expect(await numbers(filter)).toEqual(found);
  });

  it.each<[string, WriteOffFilter, string[]]>([
    ["value, the greatest first and what has none last", { sort: "value" }, ["1", "2", "3"]],
    ["value upwards", { sort: "value", order: "up" }, ["3", "2", "1"]],
    ["the day it happened", { sort: "event" }, ["2", "1", "3"]],
    ["units, among few", { sort: "units", reason: "stolen" }, ["3"]],
    ["number upwards", { order: "up" }, ["1", "2", "3"]],
  ])("is ordered by %s", async (_, filter, expected) => {
    const found = (await numbers(filter)).map((number) => String(Number(number.slice(3))));
    if (filter.sort !== "value") return expect(found).toEqual(expected);
    // Of equal values the newer number comes first.
    const upwards = filter.order === "up";
    expect(upwards ? found[0] : found.at(-1)).toBe("3");
  });

  it.each(["number", "event", "value", "units"] as const)("turns pages by %s, both ways", async (sort) => {
    for (const order of ["up", "down"] as const) {
      const page = async (cursor?: string) => {
        const filter = { sort, order, ...(cursor ? { cursor } : {}) };
        const list = await writeOffList(ctx, { filter, seesCost: true, pageSize: 1 });
        return { number: list.writeOffs.map((row) => row.number).join(), ...list };
      };
      const [first, whole] = [await page(), await numbers({ sort, order })];
      const second = await page(first.next ?? "");
      const third = await page(second.next ?? "");
      expect([first.number, second.number, third.number]).toEqual(whole);
      expect(third.next).toBeNull();
      expect((await page(third.previous ?? "")).number).toBe(second.number);
    }
  });

  it("takes a place in another order, or in none, for the beginning", async () => {
    for (const cursor of ["older-99991399-1", "older-1-2-3", "newer--", "older-20261332-4"])
      expect(await numbers({ sort: "event", cursor })).toHaveLength(3);
  });

  it("tells nobody by order or range what they may not see", async () => {
    const asked = (filter: WriteOffFilter) => writeOffList(ctx, { filter, seesCost: false });
    const plain = (await asked({})).writeOffs.map(({ id }) => id);
    for (const filter of [{ sort: "value" }, { valueFrom: "100.00" }, { valueTo: "0.01" }] as const)
      expect((await asked(filter)).writeOffs.map(({ id }) => id)).toEqual(plain);
  });

  it("says of many lines only what is true of all", async () => {
    const { writeOffs } = await writeOffList(ctx, { filter: { q: "3" }, seesCost: true });
    expect(writeOffs[0]).toMatchObject({
      title: "Plate 100%",
      lineCount: 2,
      locationName: null,
      reasonLabel: null,
      units: 2,
      unitsApplied: 1,
      value: null,
      submittedBy: { name: "Max Manager" },
    });
  });

  it("shows no value to a person who may not see cost", async () => {
    const seen = await writeOffList(ctx, { filter: {}, seesCost: true });
    const hidden = await writeOffList(ctx, { filter: {}, seesCost: false });
    expect(seen.writeOffs.at(-1)?.value).toEqual({ amount: "4.50", currency: "EUR" });
    expect(hidden.writeOffs.map(({ value }) => value)).toEqual([null, null, null]);
    expect(hidden.costHidden).toBe(true);
  });

  it("turns pages forth and back without losing or repeating a document", async () => {
    const page = (cursor?: string) => writeOffList(ctx, { filter: { cursor }, seesCost: true, pageSize: 2 });
    const first = await page();
    expect(first.writeOffs.map(({ number }) => number)).toEqual(["WO-000003", "WO-000002"]);
    expect(first.previous).toBeNull();
    const second = await page(first.next ?? "");
    expect(second.writeOffs.map(({ number }) => number)).toEqual(["WO-000001"]);
    expect(second.next).toBeNull();
    const back = await page(second.previous ?? "");
    expect(back.writeOffs.map(({ number }) => number)).toEqual(["WO-000003", "WO-000002"]);
    expect(back.previous).toBeNull();
    expect(back.next).toBe(first.next);
  });
});

describe("the filters of an address", () => {
  it("drops what is empty and what it does not know", () => {
    expect(parseWriteOffFilter(new URLSearchParams("q=+&state=&shop=x&host=y"))).toEqual({
      ok: true,
      value: {},
    });
  });

  it("names everything that makes no sense", () => {
    const parsed = parseWriteOffFilter(
      new URLSearchParams("state=gone&from=2026-02-30&cursor=1;drop&location=7"),
    );
    expect(parsed.ok ? [] : parsed.problems.map(({ code, at }) => [code, at?.[0]])).toEqual([
      ["bad-field", "state"],
      ["bad-id", "location"],
      ["bad-date", "from"],
      ["bad-field", "cursor"],
    ]);
  });
});
