export const ACTS = ["write-off", "reversal"] as const;
export type Act = (typeof ACTS)[number];

export const MEASURES = ["any", "value", "units", "percent"] as const;
export type Measure = (typeof MEASURES)[number];

/** What is counted together: one document, or a person's or an item's whole day, so that splitting helps nobody. */
export const SPANS = ["document", "person-day", "item-day"] as const;
export type Span = (typeof SPANS)[number];

/** What needs a second person. A rule is never changed: it ends, and another takes its place. */
export type ApprovalRule = {
  id: string;
  act: Act;
  measure: Measure;
  span: Span;
  /** More than this: minor units of `currency`, units, or percent; null with `any`. */
  most: bigint | null;
  currency: string | null;
  /** Null: all of them. */
  reasonId: string | null;
  locationId: string | null;
  personId: string | null;
};

export const SECOND_CODES = [
  "not-your-role",
  "shopify-bars",
  "elsewhere",
  "by-link",
  "edited",
  "rule-any",
  "rule-value",
  "rule-units",
  "rule-percent",
  "cost-unknown",
] as const;
export type SecondCode = (typeof SECOND_CODES)[number];

/** Why a document needs a second person, with the facts a sentence about it speaks of. */
export type SecondReason = { code: SecondCode; facts: Record<string, string | number | null> };

/** Amounts among the facts; whoever may not see cost is not told them here either. */
export function withoutMoney(reason: SecondReason): SecondReason {
  if (reason.code !== "rule-value") return reason;
  const { most: _, found: __, ...facts } = reason.facts;
  return { ...reason, facts };
}

export function isOverDays(rule: ApprovalRule): boolean {
  return rule.span !== "document";
}
