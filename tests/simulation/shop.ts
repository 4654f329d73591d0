import type { ItemId, LocationId } from "#app/domain/ids.ts";
import { SET_ASIDE, type SetAside } from "#app/domain/write-off/taken-from.ts";
import { mugShop } from "../../prisma/scenarios/mug-shop.ts";
import type { Scenario } from "../../prisma/scenarios/scenario.ts";
import type { Dice } from "./dice.ts";
import type { Weather } from "./weather.ts";

/** The demo's shop under another name, so that many days can be lived in one database. */
export function simulatedShop(handle: string): Scenario {
  const products = mugShop.products.map((product) => ({
    ...product,
    variants: product.variants.map((variant) => ({
      ...variant,
      levels: variant.levels?.map((level) => ({ ...level, damaged: 12, qualityControl: 6 })) ?? [],
    })),
  }));
  return { ...mugShop, handle, products };
}

/** What a line is taken from: nothing is rolled on a day on which all of it is for sale. */
export function fromOf(dice: Dice, { takesSetAside }: Pick<Weather, "takesSetAside">): { from?: SetAside } {
  return takesSetAside && dice.chance(0.5) ? { from: dice.pick(SET_ASIDE) } : {};
}

export const items: ItemId[] = [
  "gid://shopify/InventoryItem/4100000001",
  "gid://shopify/InventoryItem/4100000002",
];
const mainStreet: LocationId = "gid://shopify/Location/7000000001";
const backRoom: LocationId = "gid://shopify/Location/7000000002";

/** Few places, so that people, strangers and reversals meet on the same shelves. */
export const places: { itemId: ItemId; locationId: LocationId }[] = [
  { itemId: "gid://shopify/InventoryItem/4100000001", locationId: mainStreet },
  { itemId: "gid://shopify/InventoryItem/4100000001", locationId: backRoom },
  { itemId: "gid://shopify/InventoryItem/4100000002", locationId: mainStreet },
];
