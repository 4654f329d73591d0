import type { ItemId, LocationId } from "#app/domain/ids.ts";
import { mugShop } from "../../prisma/scenarios/mug-shop.ts";
import type { Scenario } from "../../prisma/scenarios/scenario.ts";

/** The demo's shop under another name, so that many days can be lived in one database. */
export function simulatedShop(handle: string): Scenario {
  return { ...mugShop, handle };
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
