/** What our own records say of one place, what a webhook last told, and what Shopify says right now. */
export type StockWords = {
  /** Where the last document left it; null where none has settled there yet. */
  ours: { quantity: number; at: Date } | null;
  /** Lines whose effect nobody knows yet. */
  open: number;
  told: { quantity: number; at: Date } | null;
  /** Shopify's webhooks speak of what is available and of nothing else. */
  isHeardOf: boolean;
  /** Null: Shopify has no such place, or does not stock the item there. */
  now: { quantity: number; at: Date } | null;
};

export type StockVerdict =
  | "same"
  | "open"
  | "moved-told"
  | "moved-untold"
  | "moved-unheard"
  | "unexplained"
  | "gone";

/** Our word is written down a moment after the effect, and two clocks never agree. */
const LEEWAY_MS = 10_000;

/**
 * Why two numbers are what they are. Nothing is put right by it: Shopify's number is the truth of the shelf,
 * and ours is what became of our own doing.
 */
export function stockVerdict({ ours, open, told, isHeardOf, now }: StockWords): StockVerdict {
  if (!now) return "gone";
  if (open > 0 || !ours) return "open";
  if (now.quantity === ours.quantity) return "same";
  if (now.at.getTime() + LEEWAY_MS < ours.at.getTime()) return "unexplained";
  if (!isHeardOf) return "moved-unheard";
  const isTold = told !== null && told.quantity === now.quantity && told.at >= ours.at;
  return isTold ? "moved-told" : "moved-untold";
}
