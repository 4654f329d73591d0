import type { AccountRole } from "../journal/account-role.ts";
import type { DocumentKind } from "../write-off/kind.ts";

export const FAMILIES = ["damage", "theft", "obsolescence", "record"] as const;
/** Every reason belongs to exactly one: physical damage, theft and shrink, obsolescence, record (no loss). */
export type Family = (typeof FAMILIES)[number];

export type Reason = {
  id: string;
  label: string;
  family: Family;
  /** Whether it counts as shrink in the figures; a corrected record or own use is no loss of goods. */
  shrink: boolean;
  needsNote: boolean;
  needsEvidence: boolean;
  debitRole: AccountRole;
  /** Used instead when the document's loss for this reason is above the shop's threshold. */
  materialRole: AccountRole | null;
  /** The word Shopify's history knows; it has none for most of ours. */
  shopifyReason: ShopifyReason;
  kinds: DocumentKind[];
  archived: boolean;
};

export const SHOPIFY_REASONS = [
  "correction",
  "cycle_count_available",
  "damaged",
  "other",
  "promotion",
  "quality_control",
  "restock",
  "safety_stock",
  "shrinkage",
] as const;
export type ShopifyReason = (typeof SHOPIFY_REASONS)[number];

/** "Other" says nothing by itself; its note must, whatever a shop makes of it. */
export function isNoteFree(reason: { id: string }): boolean {
  return reason.id !== "other";
}

/** Two reasons of one name could not be told apart where they are chosen. */
export function isLabelTaken(reasons: Reason[], wish: { id: string; label: string }): boolean {
  const label = wish.label.toLowerCase();
  return reasons.some((one) => one.id !== wish.id && !one.archived && one.label.toLowerCase() === label);
}
