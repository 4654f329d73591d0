import { describe, expect, it } from "vitest";
import { shopifyFetch } from "#app/adapters/shopify/shopify-fetch.ts";
import type { ItemId, LocationId } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import { backRoom, blueMug, item, mainStreet, oldCellar, people, shopifyRig } from "./rig.ts";

const rig = shopifyRig();
const at = (itemId: ItemId, locationId: LocationId = mainStreet) => ({ itemId, locationId });
const unknownItem: ItemId = "gid://shopify/InventoryItem/77";
const absurdItem: ItemId = "gid://shopify/InventoryItem/99999999999999999999999999";

describe("reading stock", () => {
  it("knows all about one item at one location after exactly one request", async () => {
    const facts = await rig.port.readStock([at(blueMug)], "person");
    expect(rig.emulator.requests.list()).toHaveLength(1);
    expect(facts.items).toEqual([
      {
        itemId: blueMug,
        variantId: "gid://shopify/ProductVariant/4000000001",
        productId: "gid://shopify/Product/8000000001",
        title: "Blue mug",
        variantTitle: "",
        sku: "MUG-BLUE",
        barcode: "4006381333931",
        imageUrl: expect.stringContaining("http"),
        productType: "Mugs",
        vendor: "Kiln & Co",
        tracked: true,
        components: null,
        unitCost: { amount: "4.5", currency: "EUR" },
      },
    ]);
    expect(facts.locations).toEqual([
      { locationId: mainStreet, name: "Main street", isActive: true, isFulfillmentService: false },
    ]);
    expect(facts.levels).toMatchObject([
      { itemId: blueMug, locationId: mainStreet, isActive: true, available: 40, committed: 0, onHand: 40 },
    ]);
    expect(Math.abs(facts.vendorClock.getTime() - Date.now())).toBeLessThan(60_000);
  });

  it("asks once for each location and fifty items, whatever is asked for twice", async () => {
    const places = Array.from({ length: 11 }, (_, index) => at(item(index + 1)));
    const facts = await rig.port.readStock([...places, ...places, at(blueMug, backRoom)], "person");
    expect(rig.emulator.requests.count("nodes")).toBe(3); // and once for the components of the bundle
    expect(facts.items).toHaveLength(11);
    expect(facts.locations.map(({ name }) => name)).toEqual(["Main street", "Back room"]);
    expect(facts.levels.filter(({ itemId }) => itemId === blueMug)).toHaveLength(2);
  });

  it("names what was set aside where somebody takes from it, and nowhere else", async () => {
    const named: unknown[] = [];
    const port = rig.portWith({
      fetch: (url, init) => {
        named.push(JSON.parse(String(init?.body)).variables.names);
        return shopifyFetch(rig.emulator.url)(url, init);
      },
    });
    const plates = at(item(3), backRoom);
    const [usual] = (await port.readShelf([plates], "person")).levels;
    const aside = { ...plates, aside: ["damaged" as const, "quality-control" as const] };
    const [level] = (await port.readStock([aside], "person")).levels;
    expect(usual).not.toHaveProperty("aside");
    expect(level?.aside).toEqual({
      damaged: { units: 2, updatedAt: expect.any(Date) },
      "quality-control": { units: 0, updatedAt: expect.any(Date) },
    });
    expect(named).toEqual([
      ["available", "committed"],
      ["available", "committed", "on_hand", "damaged", "quality_control"],
    ]);
  });

  it("says what is untracked, without cost, a bundle, of which variant, at an inactive place", async () => {
    const facts = await rig.port.readStock(
      [at(item(5)), at(item(6)), at(item(7)), at(item(4)), at(blueMug, oldCellar)],
      "person",
    );
    const named = new Map(facts.items.map((found) => [found.itemId, found]));
    expect(named.get(item(5))?.unitCost).toBeNull();
    expect(named.get(item(6))?.tracked).toBe(false);
    expect(named.get(item(7))?.components).toEqual(["Blue mug", "Stoneware plate (Small / Moss)"]);
    expect(named.get(item(4))).toMatchObject({ title: "Stoneware plate", variantTitle: "Large / Sand" });
    expect(facts.locations.find(({ locationId }) => locationId === oldCellar)?.isActive).toBe(false);
  });

  it("leaves out what does not exist, is not stocked there or has a number no shop can give", async () => {
    const places = [
      at(unknownItem),
      at(absurdItem),
      at(item(4), backRoom),
      at(blueMug, "gid://shopify/Location/9"),
    ];
    const facts = await rig.port.readStock(places, "person");
    expect(facts.items.map(({ itemId }) => itemId)).toEqual([item(4), blueMug]);
    expect(facts.locations.map(({ name }) => name)).toEqual(["Main street", "Back room"]);
    expect(facts.levels).toEqual([]);
  });

  it("is not put out when Shopify denies the fields of a location", async () => {
    rig.emulator.setSwitches({ locationAccess: "read_locations" });
    const facts = await rig.port.readStock([at(blueMug), at(item(4), backRoom)], "person");
    expect(facts.locations).toEqual([
      { locationId: mainStreet, name: "Location 7000000001", isActive: true, isFulfillmentService: false },
      { locationId: backRoom, name: "Location 7000000002", isActive: false, isFulfillmentService: false },
    ]);
    expect(facts.levels).toMatchObject([{ available: 40 }]);
    expect(rig.emulator.requests.list()).toHaveLength(2);
  });

  it("gives a clock that proves nothing when none was told", async () => {
    const clockless: typeof fetch = async (...request) => {
      const response = await fetch(...request);
      const headers = new Headers(response.headers);
      headers.delete("date");
      return new Response(response.body, { status: response.status, headers });
    };
    const { emulator } = rig;
    const port = rig.portWith({
      fetch: (url, init) =>
        clockless(String(url).replace("https://mug-shop.myshopify.com", emulator.url), {
          ...init,
          headers: { ...init?.headers, "x-forwarded-host": "mug-shop.myshopify.com" },
        }),
    });
    expect((await port.readStock([at(blueMug)], "person")).vendorClock).toEqual(new Date(0));
  });
});

describe("reading many places", () => {
  const places = Array.from({ length: 11 }, (_, index) => at(item(index + 1)));
  type Costs = { requestedQueryCost: number; actualQueryCost: number };
  /** What Shopify says the first request of a reading costs, before and after it. */
  const costOf = async (reading: (port: typeof rig.port) => Promise<unknown>) => {
    const told: Costs[] = [];
    const listening = rig.portWith({
      fetch: async (url, init) => {
        const response = await shopifyFetch(rig.emulator.url)(url, init);
        const { extensions } = (await response.clone().json()) as { extensions: { cost: Costs } };
        told.push(extensions.cost);
        return response;
      },
    });
    await reading(listening);
    return told[0];
  };

  it("tells of goods what a plan needs, for half of what everything costs", async () => {
    const [all, goods] = [
      await rig.port.readStock(places, "person"),
      await rig.port.readGoods(places, "person"),
    ];
    expect(goods.locations).toEqual(all.locations);
    expect(goods.items).toEqual(all.items.map((found) => ({ ...found, imageUrl: null })));
    expect(goods.levels).toEqual(all.levels.map((level) => ({ ...level, onHand: null })));
  });

  it("tells of a shelf what a call compares", async () => {
    const places = [at(blueMug), at(item(6)), at(blueMug, oldCellar), at(item(4), backRoom), at(unknownItem)];
    const all = await rig.port.readStock(places, "person");
    const shelf = await rig.port.readShelf(places, "person");
    expect(shelf.items).toEqual(all.items.map(({ itemId, tracked }) => ({ itemId, tracked })));
    expect(shelf.locations).toEqual(
      all.locations.map(({ locationId, isActive }) => ({ locationId, isActive })),
    );
    expect(shelf.levels).toEqual(all.levels.map((level) => ({ ...level, onHand: null })));
    expect(shelf.vendorClock.getTime()).toBeGreaterThan(0);
  });

  it("is not put out when Shopify denies the fields of a location", async () => {
    rig.emulator.setSwitches({ locationAccess: "read_locations" });
    const shelf = await rig.port.readShelf([at(blueMug), at(item(4), backRoom)], "person");
    expect(shelf.locations).toEqual([
      { locationId: mainStreet, isActive: true },
      { locationId: backRoom, isActive: false },
    ]);
  });

  it("fits a hundred places into a query that may cost a thousand points", async () => {
    const hundred = Array.from({ length: limits.levelsPerRead }, (_, index) => at(item(2_000 + index)));
    const goods = await costOf((port) => port.readGoods(hundred, "person"));
    const shelf = await costOf((port) => port.readShelf(hundred, "person"));
    expect([goods?.requestedQueryCost, shelf?.requestedQueryCost]).toEqual([902, 402]);
  });

  it("costs 18 points an item with everything, 9 as goods and 4 as levels", async () => {
    const charged = [
      await costOf((port) => port.readStock(places, "person")),
      await costOf((port) => port.readGoods(places, "person")),
      await costOf((port) => port.readShelf(places, "person")),
    ].map((cost) => Math.round((cost?.actualQueryCost ?? 0) / places.length));
    expect(charged).toEqual([18, 9, 4]);
  });
});

describe("seeing cost", () => {
  it("is what Shopify shows this person, whichever way it hides it", async () => {
    for (const hiddenCost of ["null", "access-denied"] as const) {
      rig.emulator.setSwitches({ hiddenCost });
      expect(await rig.port.showsCost(people.owner, blueMug)).toBe(true);
      expect(await rig.port.showsCost(people.ben, blueMug)).toBe(false);
    }
    expect(await rig.port.showsCost(people.owner, unknownItem)).toBe(false);
    expect(await rig.port.showsCost(people.owner, absurdItem)).toBe(false);
  });

  it("is of no account to the app's own reading", async () => {
    rig.emulator.setSwitches({ hiddenCost: "access-denied" });
    const [found] = (await rig.port.readStock([at(blueMug)], "person")).items;
    expect(found?.unitCost).toEqual({ amount: "4.5", currency: "EUR" });
  });
});
