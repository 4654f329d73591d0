import { type AdminDocument, page } from "./document.ts";
import { ITEM, ITEM_POINTS, levelPoints, NAMED_LEVEL } from "./pieces.ts";

type Variables = { ids: string[]; locationId: string; names: string[] };

const POINTS_PER_ITEM = ITEM_POINTS + page(1, 2);

/** What a plan must know of many items at one location, without what only a screen shows. */
export const GOODS: AdminDocument<Variables> = {
  name: "Goods",
  text: `query Goods($ids: [ID!]!, $locationId: ID!, $names: [String!]!) {
  known: location(id: $locationId) { id }
  location(id: $locationId) { id name isActive isFulfillmentService }
  nodes(ids: $ids) {
    ... on InventoryItem {
      ${ITEM}
      inventoryLevel(locationId: $locationId, includeInactive: true) { ${NAMED_LEVEL} }
      variants(first: 1) {
        nodes {
          id title barcode requiresComponents product { id title productType vendor hasOnlyDefaultVariant }
        }
      }
    }
  }
}`,
  points: ({ ids, names }) => 2 + ids.length * (POINTS_PER_ITEM + levelPoints(names)),
};
