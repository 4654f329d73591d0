import { type AdminDocument, page } from "./document.ts";
import {
  ITEM,
  ITEM_POINTS,
  levelPoints,
  NAMED_LEVEL,
  PRODUCT,
  PRODUCT_POINTS,
  VARIANT,
  VARIANT_POINTS,
} from "./pieces.ts";

type Variables = { ids: string[]; locationId: string; names: string[] };

const POINTS_PER_ITEM = ITEM_POINTS + page(1, VARIANT_POINTS + PRODUCT_POINTS);

/**
 * Items at one location. The location is asked for twice: where its name is denied the second answer is null,
 * and the first still says that it exists.
 */
export const STOCK: AdminDocument<Variables> = {
  name: "Stock",
  text: `query Stock($ids: [ID!]!, $locationId: ID!, $names: [String!]!) {
  known: location(id: $locationId) { id }
  location(id: $locationId) { id name isActive isFulfillmentService }
  nodes(ids: $ids) {
    ... on InventoryItem {
      ${ITEM}
      inventoryLevel(locationId: $locationId, includeInactive: true) { ${NAMED_LEVEL} }
      variants(first: 1) { nodes { ${VARIANT} product { ${PRODUCT} } } }
    }
  }
}`,
  points: ({ ids, names }) => 2 + ids.length * (POINTS_PER_ITEM + levelPoints(names)),
};
