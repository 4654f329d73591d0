import type { ShopifyPort } from "#app/ports/shopify.ts";
import { adjust } from "./adjust.ts";
import { findByCode, listLocations, readProduct, readShop, searchVariants } from "./catalogue.ts";
import { type ClientParts, createClient } from "./client.ts";
import { readGoods, readShelf, readStock, showsCost } from "./inventory.ts";
import { readPricing } from "./pricing.ts";
import { listProductItems } from "./product-items.ts";

export type ShopifyPortParts = ClientParts;

/** One shop's Admin API. */
export function createShopifyPort(parts: ShopifyPortParts): ShopifyPort {
  const client = createClient(parts);
  const now = parts.now ?? (() => new Date());
  return {
    readShop: () => readShop(client),
    readPricing: () => readPricing(client),
    readStock: (places, lane) => readStock(client, places, { lane, now }),
    readGoods: (places, lane) => readGoods(client, places, { lane, now }),
    readShelf: (places, lane) => readShelf(client, places, { lane, now }),
    listLocations: () => listLocations(client),
    readProduct: (id) => readProduct(client, id, now),
    listProductItems: (ids, most) => listProductItems(client, ids, most),
    searchVariants: (words, first) => searchVariants(client, { words, first, now }),
    findByCode: (code) => findByCode(client, code, now),
    showsCost: (userId, itemId) => showsCost(client, userId, itemId),
    adjust: (body, key, caller, lane) => adjust(client, body, { key, caller, lane }),
  };
}
