import type { AdminDocument } from "./document.ts";

export type AdjustManyVariables = {
  key: string;
  input: {
    name: string;
    reason: string;
    referenceDocumentUri: string;
    changes: {
      inventoryItemId: string;
      locationId: string;
      delta: number;
      changeFromQuantity: number;
      ledgerDocumentUri?: string;
    }[];
  };
};

export type AdjustVariables = AdjustManyVariables & { quantityNames: string[] };

/** Asks for no field that could be denied after the effect and take the group's id with it. */
export const ADJUST: AdminDocument<AdjustVariables> = {
  name: "Adjust",
  text: `mutation Adjust($key: String!, $input: InventoryAdjustQuantitiesInput!, $quantityNames: [String!]) {
  inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup {
      id
      changes(quantityNames: $quantityNames) { name item { id } location { id } }
    }
    userErrors { field message code }
  }
}`,
  points: ({ input }) => 10 + 1 + 3 * input.changes.length + 1,
};

/**
 * Many changes, and none of them told again: 250 rows at three points each are seven seconds of the smallest
 * plan. Only what happened in part must be asked about, by the group.
 */
export const ADJUST_MANY: AdminDocument<AdjustManyVariables> = {
  name: "AdjustMany",
  text: `mutation AdjustMany($key: String!, $input: InventoryAdjustQuantitiesInput!) {
  inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id }
    userErrors { field message code }
  }
}`,
  points: () => 10 + 1 + 1,
};
