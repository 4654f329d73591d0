import { describe, expect, it } from "vitest";
import type { ItemId, LocationId } from "#app/domain/ids.ts";
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
    expect(Math.abs(facts.vendorClock.getTime() - Date.now())).toBeLessThan(5_000);
  });

  it("asks once for each location and fifty items, whatever is asked for twice", async () => {
    const places = Array.from({ length: 11 }, (_, index) => at(item(index + 1)));
    const facts = await rig.port.readStock([...places, ...places, at(blueMug, backRoom)], "person");
    expect(rig.emulator.requests.count("nodes")).toBe(3); // and once for the components of the bundle
    expect(facts.items).toHaveLength(11);
    expect(facts.locations.map(({ name }) => name)).toEqual(["Main street", "Back room"]);
    expect(facts.levels.filter(({ itemId }) => itemId === blueMug)).toHaveLength(2);
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
