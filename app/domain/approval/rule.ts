import { SIGNAL_CODES } from "../signal/signal.ts";

export const ACTS = ["write-off", "reversal"] as const;
export type Act = (typeof ACTS)[number];

export const MEASURES = ["any", "value", "units", "percent"] as const;
export type Measure = (typeof MEASURES)[number];

/** What is counted together: a document, or a person's or an item's whole day: splitting helps nobody. */
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
  "cost-lowered",
  ...SIGNAL_CODES,
] as const;
export type SecondCode = (typeof SECOND_CODES)[number];

/** Why a document needs a second person, with the facts a sentence about it speaks of. */
export type SecondReason = { code: SecondCode; facts: Record<string, string | number | null> };

const OF_MONEY: SecondCode[] = ["rule-value", "signal-value", "signal-below"];

export function isOfMoney(code: SecondCode): boolean {
  return OF_MONEY.includes(code);
}

/** Amounts among the facts; whoever may not see cost is not told them here either. */
export function withoutMoney(reason: SecondReason): SecondReason {
  if (!isOfMoney(reason.code)) return reason;
  const { most: _, found: __, usual: ___, ...facts } = reason.facts;
  return { ...reason, facts };
}

export function isOverDays(rule: ApprovalRule): boolean {
  return rule.span !== "document";
}
