import type { AdminDocument } from "./document.ts";

export const ITEM_COST: AdminDocument<{ id: string }> = {
  name: "ItemCost",
  text: `query ItemCost($id: ID!) { inventoryItem(id: $id) { id unitCost { amount currencyCode } } }`,
  points: () => 2,
};
