import { limits } from "#app/domain/limits.ts";
import type { AdminDocument } from "./document.ts";

type Variables = { id: string; quantityNames: string[] };

/** What a group changed. */
export const GROUP_ROWS: AdminDocument<Variables> = {
  name: "GroupRows",
  text: `query GroupRows($id: ID!, $quantityNames: [String!]) {
  node(id: $id) {
    ... on InventoryAdjustmentGroup {
      changes(quantityNames: $quantityNames) { name item { id } location { id } }
    }
  }
}`,
  points: () => 1 + 3 * limits.changesPerAdjustment,
};
