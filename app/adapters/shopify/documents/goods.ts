import { type AdminDocument, page } from "./document.ts";
import { ITEM, ITEM_POINTS, SHELF_LEVEL, SHELF_LEVEL_POINTS } from "./pieces.ts";

type Variables = { ids: string[]; locationId: string };

const POINTS_PER_ITEM = ITEM_POINTS + SHELF_LEVEL_POINTS + page(1, 2);

/** What a plan must know of many items at one location, without what only a screen shows. */
export const GOODS: AdminDocument<Variables> = {
  name: "Goods",
  text: `query Goods($ids: [ID!]!, $locationId: ID!) {
  known: location(id: $locationId) { id }
  location(id: $locationId) { id name isActive isFulfillmentService }
  nodes(ids: $ids) {
    ... on InventoryItem {
      ${ITEM}
      inventoryLevel(locationId: $locationId, includeInactive: true) { ${SHELF_LEVEL} }
      variants(first: 1) {
        nodes {
          id title barcode requiresComponents product { id title productType vendor hasOnlyDefaultVariant }
        }
      }
    }
  }
}`,
  points: ({ ids }) => 2 + ids.length * POINTS_PER_ITEM,
};
