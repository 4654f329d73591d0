import type { AccountRole } from "../journal/account-role.ts";
import type { Reason, ShopifyReason } from "./reason.ts";

/** What became of the goods. */
export const DISPOSALS = [
  "destroyed",
  "recycled",
  "donated",
  "returned-to-supplier",
  "sold-as-scrap",
  "kept-for-parts",
] as const;
export type Disposal = (typeof DISPOSALS)[number];

export function isDisposal(value: string): value is Disposal {
  return (DISPOSALS as readonly string[]).includes(value);
}

/** Shopify's history has a word for goods that were given away, whatever the reason was. */
export function shopifyReasonOf(disposal: Disposal | null, reason: Reason): ShopifyReason {
  return disposal === "donated" ? "promotion" : reason.shopifyReason;
}

/** A gift is not a loss: it has an expense account of its own, whatever the reason was. */
export function roleOfDisposal(disposal: Disposal | null): AccountRole | null {
  return disposal === "donated" ? "donation-expense" : null;
}
