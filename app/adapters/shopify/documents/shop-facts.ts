import type { AdminDocument } from "./document.ts";

export const SHOP_FACTS: AdminDocument<Record<string, never>> = {
  name: "ShopFacts",
  text: `query ShopFacts { shop { name currencyCode ianaTimezone plan { publicDisplayName } } }`,
  points: () => 2,
};
