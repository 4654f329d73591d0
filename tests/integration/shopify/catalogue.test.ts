import { describe, expect, it } from "vitest";
import type { LocationId } from "#app/domain/ids.ts";
import { mugShop } from "../../../prisma/scenarios/mug-shop.ts";
import type { Scenario, ScenarioProduct } from "../../../prisma/scenarios/scenario.ts";
import { blueMug, item, oldCellar, shopifyRig } from "./rig.ts";

const many: ScenarioProduct = {
  id: 8000000900,
  title: "Bead",
  variants: Array.from({ length: 40 }, (_, index) => ({
    id: 4000000900 + index,
    itemId: 4100000900 + index,
    options: { Shade: `No. ${index}` },
    sku: `BEAD-${index}`,
    cost: "0.01",
    levels: [{ locationId: 7000000001, available: index }],
  })),
};
const everywhere: ScenarioProduct = {
  id: 8000000990,
  title: "Lamp",
  variants: [
    {
      id: 4000000990,
      itemId: 4100000990,
      levels: Array.from({ length: 130 }, (_, index) => ({
        locationId: 7100000000 + index,
        available: index,
      })),
    },
  ],
};
const scenario: Scenario = {
  ...mugShop,
  locations: [
    ...mugShop.locations,
    ...Array.from({ length: 130 }, (_, index) => ({ id: 7100000000 + index, name: `Kiosk ${index}` })),
  ],
  products: [...mugShop.products, many, everywhere],
};

const rig = shopifyRig({ scenarios: [scenario] });

describe("the shop", () => {
  it("tells its name, currency, time zone and plan", async () => {
    expect(await rig.port.readShop()).toEqual({
      name: "Mug Shop",
      currency: "EUR",
      timeZone: "Europe/Berlin",
      plan: "Basic",
    });
  });

  it("lists every location, inactive ones and those of fulfilment services too", async () => {
    const locations = await rig.port.listLocations();
    expect(locations).toHaveLength(134);
    expect(locations.find(({ locationId }) => locationId === oldCellar)).toMatchObject({ isActive: false });
    expect(locations.find(({ name }) => name === "Parcel House")?.isFulfillmentService).toBe(true);
  });

  it("lists the active locations by their number where their names are denied", async () => {
    rig.emulator.setSwitches({ locationAccess: "read_locations" });
    const locations = await rig.port.listLocations();
    expect(locations).toHaveLength(133);
    expect(locations.find(({ name }) => name === "Location 7000000001")?.isActive).toBe(true);
  });
});

describe("a product", () => {
  it("shows its variants with every level and the names of the locations", async () => {
    const [found, ...others] = await rig.port.readProduct("gid://shopify/Product/8000000001");
    expect(others).toEqual([]);
    expect(found?.item).toMatchObject({ itemId: blueMug, title: "Blue mug", sku: "MUG-BLUE" });
    expect(found?.levels.map(({ locationName, available }) => [locationName, available])).toContainEqual([
      "Main street",
      40,
    ]);
  });

  it("is read to its last variant", async () => {
    const found = await rig.port.readProduct("gid://shopify/Product/8000000900");
    expect(found.map(({ item }) => item.sku)).toEqual(many.variants.map(({ sku }) => sku));
    expect(found.every(({ levels }, index) => levels[0]?.available === index)).toBe(true);
  });

  it("is read to its last location", async () => {
    const [found] = await rig.port.readProduct("gid://shopify/ProductVariant/4000000990");
    expect(new Set(found?.levels.map(({ locationName }) => locationName)).size).toBe(130);
    expect(found?.levels.every(({ available, locationName }) => locationName === `Kiosk ${available}`)).toBe(
      true,
    );
  });

  it("is nothing when it does not exist", async () => {
    expect(await rig.port.readProduct("gid://shopify/Product/1")).toEqual([]);
    expect(await rig.port.readProduct("gid://shopify/ProductVariant/1")).toEqual([]);
    expect(await rig.port.readProduct(`gid://shopify/Product/${"9".repeat(40)}`)).toEqual([]);
  });

  it("keeps its levels where the names of locations are denied", async () => {
    rig.emulator.setSwitches({ locationAccess: "read_locations" });
    const [found] = await rig.port.readProduct("gid://shopify/Product/8000000001");
    const main: LocationId = "gid://shopify/Location/7000000001";
    expect(found?.levels.find(({ locationId }) => locationId === main)).toMatchObject({
      locationName: "Location 7000000001",
      available: 40,
    });
  });
});

describe("a search", () => {
  const skusOf = async (words: string, first = 20) =>
    (await rig.port.searchVariants(words, first)).map(({ item }) => item.sku);

  it("finds by title, SKU and barcode, by the beginning of a word", async () => {
    expect(await skusOf("blue")).toContain("MUG-BLUE");
    expect(await skusOf("mu")).toEqual(expect.arrayContaining(["MUG-BLUE", "MUG-RED"]));
    expect(await skusOf("  Red   mug ")).toEqual(["MUG-RED"]);
    expect(await skusOf("mug-blue")).toEqual(["MUG-BLUE"]);
    expect(await skusOf("4006381333948")).toEqual(["PLATE-S-MOSS"]);
    expect(await skusOf("TOWEL")).toEqual(["TOWEL", "TOWEL"]);
  });

  it("gives as many as were asked for, over several pages", async () => {
    expect(await skusOf("bead", 25)).toHaveLength(25);
    expect(await skusOf("bead", 250)).toHaveLength(40);
  });

  it("takes nothing that is typed for an operator", async () => {
    for (const words of ["", "   ", "*", '"', "(", "NOT", "id:>0", "blue OR id:>0", 'x" OR sku:*', "\\"])
      expect(await skusOf(words), words).toEqual([]);
    expect(await skusOf("-blue")).toEqual(await skusOf("blue"));
    expect(await skusOf("blue OR towel")).toEqual([]);
    expect(await skusOf("nothing of the kind")).toEqual([]);
  });

  it("brings the levels along", async () => {
    const [found] = await rig.port.searchVariants("MUG-RED", 1);
    expect(found?.item.itemId).toBe(item(11));
    expect(found?.levels).toContainEqual(
      expect.objectContaining({ locationName: "Main street", available: 5, committed: 4, onHand: 10 }),
    );
  });
});
