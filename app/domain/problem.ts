/**
 * An expected refusal. It carries a code and the facts; the sentence for a person stands in the locale file
 * and the HTTP status in http/problems.ts.
 */
export type Problem = {
  code: ProblemCode;
  at?: (string | number)[];
  facts?: Record<string, string | number | boolean | null | string[]>;
};

export const PROBLEM_CODES = [
  // The shape of what was sent
  "bad-method",
  "bad-content-type",
  "bad-json",
  "body-too-large",
  "bad-field",
  "bad-id",
  "bad-quantity",
  "bad-amount",
  "bad-date",
  "text-too-long",
  "no-lines",
  "too-many-lines",
  // Who asks
  "no-token",
  "bad-token",
  "may-not-write-off",
  "may-not-see-cost",
  "not-your-role",
  "not-your-location",
  "uninstalled",
  "plan-needed",
  "no-feed-token",
  "bad-feed-token",
  "feed-token-expired",
  "feed-token-revoked",
  "not-in-scope",
  "too-many-requests",
  "streams-busy",
  // What it speaks of
  "bad-cursor",
  "too-many-tokens",
  "download-over",
  "several-currencies",
  "currency-too-fine",
  "accounts-without-number",
  "longer-than-the-business-year",
  "adviser-unknown",
  "nothing-to-export",
  "not-found",
  "id-taken",
  "unknown-item",
  "unknown-location",
  "inactive-location",
  "not-stocked-here",
  "untracked",
  "bundle-parent",
  "not-enough",
  "unknown-reason",
  "archived-reason",
  "reason-not-for-kind",
  "unknown-disposal",
  "unknown-account",
  "note-needed",
  "evidence-needed",
  "future-date",
  "old-date",
  "cost-cause-needed",
  "value-too-large",
  "nothing-to-reverse",
  "more-than-reversible",
  "same-line-twice",
  "already-valued",
  "nothing-to-value",
  "already-resolved",
  "already-acknowledged",
  // What was flagged, and what is asked before goods leave
  "not-a-theft",
  "candidate-taken",
  "changed-meanwhile",
  "too-many-drafts",
  "implausible-quantity",
  "doubled",
  "below-committed",
  "worth-something",
  // Closing and settings
  "owner-only",
  "day-not-over",
  "closed-already",
  "not-closed",
  "documents-working",
  "lines-need-value",
  "deliveries-open",
  "cause-needed",
  "label-taken",
  "too-many-reasons",
  "too-many-rules",
  "too-many-decimals",
  // What Shopify says
  "refused-by-shopify",
  "permission-denied",
  "stock-keeps-moving",
  "did-not-happen",
  "shopify-busy",
  "shopify-unreachable",
  "signed-out",
  // Incidents and the list
  "too-many-incidents",
  "incident-closed",
  "incident-full",
  "too-many-documents",
  "too-many-views",
  // What a book says, or stands in its way
  "book-not-offered",
  "book-currency",
  "book-unreachable",
  "book-signed-out",
  "book-not-ready",
  "sign-in-over",
  "unknown-book-account",
  "account-not-postable",
  "no-stock-account",
  "stock-booked-elsewhere",
  "delivery-moved-on",
  "still-in-the-book",
  "day-locked",
  // What is told to an address of the merchant's
  "hook-address",
  "hook-private-address",
  "hook-unknown-host",
  "too-many-hooks",
  "hook-over",
  // What is ours alone
  "our-mistake",
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

export function isProblemCode(value: unknown): value is ProblemCode {
  return (PROBLEM_CODES as readonly unknown[]).includes(value);
}
