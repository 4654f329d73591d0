import { type AdminDocument, page } from "./document.ts";
import {
  ITEM,
  ITEM_POINTS,
  LEVEL_AT_PLACE,
  LEVEL_POINTS,
  PRODUCT,
  PRODUCT_POINTS,
  VARIANT,
  VARIANT_POINTS,
} from "./pieces.ts";

type Variables = { ids: string[]; locationId: string };

const POINTS_PER_ITEM = ITEM_POINTS + LEVEL_POINTS + page(1, VARIANT_POINTS + PRODUCT_POINTS);

/**
 * Items at one location. The location is asked for twice: where its name is denied the second answer is null,
 * and the first still says that it exists.
 */
export const STOCK: AdminDocument<Variables> = {
  name: "Stock",
  text: `query Stock($ids: [ID!]!, $locationId: ID!) {
  known: location(id: $locationId) { id }
  location(id: $locationId) { id name isActive isFulfillmentService }
  nodes(ids: $ids) {
    ... on InventoryItem {
      ${ITEM}
      inventoryLevel(locationId: $locationId, includeInactive: true) { ${LEVEL_AT_PLACE} }
      variants(first: 1) { nodes { ${VARIANT} product { ${PRODUCT} } } }
    }
  }
}`,
  points: ({ ids }) => 2 + ids.length * POINTS_PER_ITEM,
};
