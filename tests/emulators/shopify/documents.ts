/** The rules Shopify puts on the two document URIs of an inventory change. */

export function isDocumentUri(uri: string): boolean {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/(\S+)$/i.exec(uri);
  if (!parts) return false;
  if (parts[1]?.toLowerCase() !== "gid") return true;
  return /^[^/\s]+\/[^/\s]+\/\S+$/.test(parts[2] ?? "");
}

export function isInternalUri(uri: string): boolean {
  return /^gid:\/\/shopify(\/|$)/i.test(uri);
}

export type LedgerProblem =
  | "INVALID_AVAILABLE_DOCUMENT"
  | "INVALID_QUANTITY_DOCUMENT"
  | "INTERNAL_LEDGER_DOCUMENT"
  | "INVALID_LEDGER_DOCUMENT";

/** `available` takes no ledger document, every other name needs one that is not Shopify's own. */
export function ledgerProblem(name: string, uri: string | null | undefined): LedgerProblem | null {
  if (name === "available") return uri == null ? null : "INVALID_AVAILABLE_DOCUMENT";
  if (uri == null || uri === "") return "INVALID_QUANTITY_DOCUMENT";
  if (isInternalUri(uri)) return "INTERNAL_LEDGER_DOCUMENT";
  return isDocumentUri(uri) ? null : "INVALID_LEDGER_DOCUMENT";
}

export const reasons: ReadonlySet<string> = new Set([
  "correction",
  "cycle_count_available",
  "damaged",
  "movement_canceled",
  "movement_created",
  "movement_received",
  "movement_updated",
  "other",
  "promotion",
  "quality_control",
  "received",
  "reservation_created",
  "reservation_deleted",
  "reservation_updated",
  "restock",
  "safety_stock",
  "shrinkage",
]);
