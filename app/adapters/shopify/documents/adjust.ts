import type { AdminDocument } from "./document.ts";

export type AdjustVariables = {
  key: string;
  quantityNames: string[];
  input: {
    name: string;
    reason: string;
    referenceDocumentUri: string;
    changes: { inventoryItemId: string; locationId: string; delta: number; changeFromQuantity: number }[];
  };
};

/** Asks for no field that could be denied after the effect and take the group's id with it. */
export const ADJUST: AdminDocument<AdjustVariables> = {
  name: "Adjust",
  text: `mutation Adjust($key: String!, $input: InventoryAdjustQuantitiesInput!, $quantityNames: [String!]) {
  inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup {
      id
      changes(quantityNames: $quantityNames) { name delta item { id } location { id } }
    }
    userErrors { field message code }
  }
}`,
  points: ({ input }) => 10 + 1 + 3 * input.changes.length + 1,
};
