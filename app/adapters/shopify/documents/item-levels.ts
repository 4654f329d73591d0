import { type AdminDocument, page } from "./document.ts";
import { LEVEL_WITH_LOCATION, LEVEL_WITH_LOCATION_POINTS, LEVELS_PER_PAGE } from "./pieces.ts";

type Variables = { id: string; after: string | null };

/** The levels that did not fit into the answer that named the item. */
export const ITEM_LEVELS: AdminDocument<Variables> = {
  name: "ItemLevels",
  text: `query ItemLevels($id: ID!, $after: String) {
  inventoryItem(id: $id) {
    inventoryLevels(first: ${LEVELS_PER_PAGE}, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { ${LEVEL_WITH_LOCATION} }
    }
  }
}`,
  points: () => 2 + page(LEVELS_PER_PAGE, LEVEL_WITH_LOCATION_POINTS),
};
