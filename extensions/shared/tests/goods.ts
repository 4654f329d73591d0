import type { WriteOffForm } from "../src/wire.ts";

export const mainStreet = "gid://shopify/Location/1";
export const harbour = "gid://shopify/Location/2";

/** A mug as the app's form tells of it. */
export const mugForm: WriteOffForm = {
  person: { id: "7", name: "Ada", mayWriteOff: true, mayRequest: true, seesCost: true },
  shop: { name: "Mug shop", currency: "EUR", timeZone: "Europe/Berlin", today: "2026-11-21" },
  reasons: [
    { id: "damaged", label: "Damaged", needsNote: false, needsEvidence: false },
    { id: "other", label: "Other", needsNote: true, needsEvidence: false },
  ],
  disposals: [{ id: "destroyed", label: "Destroyed" }],
  allowance: null,
  variants: [
    {
      variantId: "gid://shopify/ProductVariant/31",
      itemId: "gid://shopify/InventoryItem/41",
      title: "Blue mug",
      variantTitle: "",
      sku: "MUG-BLUE",
      refusal: null,
      levels: [{ locationId: mainStreet, locationName: "Main street", available: 40, refusal: null }],
    },
  ],
};
