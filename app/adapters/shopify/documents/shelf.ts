import type { AdminDocument } from "./document.ts";
import { levelPoints, NAMED_LEVEL } from "./pieces.ts";

type Variables = { ids: string[]; locationId: string; names: string[] };

/** Levels alone: a quarter of the price of items with all that is known of them. */
export const SHELF: AdminDocument<Variables> = {
  name: "Shelf",
  text: `query Shelf($ids: [ID!]!, $locationId: ID!, $names: [String!]!) {
  known: location(id: $locationId) { id }
  location(id: $locationId) { id isActive }
  nodes(ids: $ids) {
    ... on InventoryItem {
      id
      tracked
      inventoryLevel(locationId: $locationId, includeInactive: true) { ${NAMED_LEVEL} }
    }
  }
}`,
  points: ({ ids, names }) => 2 + ids.length * (1 + levelPoints(names)),
};
