/** One act, in the transaction that made it true. People are ids here; names and notes live elsewhere. */
export const AUDIT_KINDS = [
  "document-submitted",
  "adjustment-applied",
  "adjustment-refused",
  "adjustment-unknown",
  "adjustment-split",
  "attempt-resolved",
  "line-valued",
  "refusal-acknowledged",
  "line-flagged",
  "flag-changed",
  "flag-discarded",
  "request-made",
  "request-changed",
  "request-placed",
  "request-approved",
  "request-sent-back",
  "request-rejected",
  "request-withdrawn",
  "request-reminded",
  "role-given",
  "rule-changed",
  "watch-changed",
  "link-made",
  "link-revoked",
  "reason-changed",
  "account-named",
  "reason-added",
  "account-rule-set",
  "account-rule-removed",
  "stock-policy-changed",
  "threshold-changed",
  "books-closed",
  "books-reopened",
  "feed-token-made",
  "feed-token-revoked",
  "journal-exported",
  "incident-made",
  "incident-changed",
  "incident-tagged",
  "documents-exported",
  "hook-made",
  "hook-secret-changed",
  "hook-replayed",
  "hook-ended",
  "book-connected",
  "book-disconnected",
  "book-signed-out",
  "book-terms-set",
  "book-started",
  "book-paused",
  "book-resumed",
  "book-tested",
  "book-accounts-mapped",
  "book-dimension-mapped",
  "delivery-confirmed",
  "delivery-rejected",
  "delivery-resolved",
  "delivery-drifted",
  "plan-changed",
  "shop-installed",
  "shop-uninstalled",
  "privacy-request-answered",
  "evidence-added",
  "evidence-withdrawn",
  "evidence-redacted",
  "audit-exported",
  "proof-pack-made",
] as const;

export type AuditKind = (typeof AUDIT_KINDS)[number];

export type AuditValue = string | number | boolean | null | AuditValue[] | { [key: string]: AuditValue };

export type AuditEvent = {
  id: string;
  kind: AuditKind;
  subjectId: string;
  personId: string | null;
  at: string;
  facts: { [key: string]: AuditValue };
};

/** One spelling for one value, or an honest copy would not match its seal: keys sorted, no white space. */
export function canonicalOf(value: AuditValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalOf).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalOf(value[key] as AuditValue)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
