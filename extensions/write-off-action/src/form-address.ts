import { type Draft, quantityOf } from "../../shared/src/draft.ts";

/** The app's own form with what is filled in here: `app:` is Shopify's form for a page inside the admin. */
export function formAddress({ variantId, locationId, quantity, reasonId, disposal, note }: Draft): string {
  if (variantId === null) return "app:app/write-offs/new";
  const params = new URLSearchParams({ variantId });
  if (locationId !== null) params.set("locationId", locationId);
  params.set("quantity", String(quantityOf(quantity) ?? 1));
  if (reasonId !== null) params.set("reasonId", reasonId);
  if (disposal !== "") params.set("disposal", disposal);
  if (note.trim() !== "") params.set("note", note.trim());
  return `app:app/write-offs/new?${params}`;
}
