import type { AdminDocument } from "./document.ts";
import { SHELF_LEVEL, SHELF_LEVEL_POINTS } from "./pieces.ts";

type Variables = { ids: string[]; locationId: string };

/** Levels alone: a quarter of the price of items with all that is known of them. */
export const SHELF: AdminDocument<Variables> = {
  name: "Shelf",
  text: `query Shelf($ids: [ID!]!, $locationId: ID!) {
  known: location(id: $locationId) { id }
  location(id: $locationId) { id isActive }
  nodes(ids: $ids) {
    ... on InventoryItem {
      id
      tracked
      inventoryLevel(locationId: $locationId, includeInactive: true) { ${SHELF_LEVEL} }
    }
  }
}`,
  points: ({ ids }) => 2 + ids.length * (1 + SHELF_LEVEL_POINTS),
};
