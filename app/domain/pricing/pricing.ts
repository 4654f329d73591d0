import { limits } from "../limits.ts";
import type { Problem } from "../problem.ts";

export type PricingKind = "free" | "paid" | "development";

/** What Shopify says of the shop and of what it subscribes to. */
export type PricingFacts = {
  isDevelopmentStore: boolean;
  /** The active ones; a plan from before handles has none. */
  subscriptions: { planHandle: string | null }[];
};

export type Pricing = { kind: PricingKind; handle: string; writeOffsAMonth: number | null };

/** What is left of a month; nobody has one on a plan that counts nothing. */
export type Allowance = { limit: number; used: number; planUrl: string };

/** How a plan is called that costs nothing. Every other one that Shopify calls active is paid for. */
const FREE_HANDLE = "free";

/** A shop that subscribes to nothing is on the free plan, and a development store can try out everything. */
export function pricingOf({ isDevelopmentStore, subscriptions }: PricingFacts): Pricing {
  const paid = subscriptions.find(({ planHandle }) => planHandle !== FREE_HANDLE);
  if (paid) return { kind: "paid", handle: paid.planHandle ?? "", writeOffsAMonth: null };
  const handle = subscriptions[0]?.planHandle ?? "";
  if (isDevelopmentStore) return { kind: "development", handle, writeOffsAMonth: null };
  return { kind: "free", handle, writeOffsAMonth: limits.freeWriteOffsAMonth };
}

export function isUsedUp(allowance: Pick<Allowance, "limit" | "used"> | null): boolean {
  return allowance !== null && allowance.used >= allowance.limit;
}

export function checkAllowance(allowance: Allowance | null): Problem[] {
  return allowance && isUsedUp(allowance) ? [planNeeded(allowance)] : [];
}

export function planNeeded({ limit, used, planUrl }: Allowance): Problem {
  return { code: "plan-needed", facts: { limit, used, planUrl } };
}
