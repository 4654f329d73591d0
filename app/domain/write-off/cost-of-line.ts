import { isDecimalAmount, isLessAmount, isZeroAmount, sameAmount, valueOfUnits } from "../money.ts";
import type { Problem } from "../problem.ts";
import type { FrozenCost } from "./plan.ts";

type Known = { amount: string; currency: string; readAt?: Date } | null;

/**
 * The cost that is frozen on a line. What is missing, zero, in another currency, or finer than can be kept is
 * unknown: the goods leave all the same and finance gives the value later. Only another value than the known
 * one needs a cause, which would tell whoever may not see the known one when they have guessed it.
 */
export function costOfLine(
  stated: { amount: string; cause: string } | undefined,
  item: { itemId: string; unitCost: Known },
  facts: {
    currency: string;
    lastKnownCosts: Map<string, { amount: string; currency: string; readAt: Date }>;
    seesCost: boolean;
  },
  now: Date,
): FrozenCost | Problem | null {
  const current = usable(item.unitCost, facts.currency);
  if (stated && current && !facts.seesCost) return { code: "may-not-see-cost" };
  if (stated && !(current && sameAmount(stated.amount, current))) {
    if (!stated.cause.trim()) return { code: "cost-cause-needed" };
    return { amount: stated.amount, source: "manual", cause: stated.cause.trim(), at: now };
  }
  if (current) return { amount: current, source: "shopify", cause: "", at: item.unitCost?.readAt ?? now };
  const last = facts.lastKnownCosts.get(item.itemId);
  const earlier = last && usable(last, facts.currency);
  return earlier ? { amount: earlier, source: "last-known", cause: "", at: last.readAt } : null;
}

type Facts = {
  currency: string;
  lastKnownCosts: Map<string, { amount: string; currency: string }>;
  seesCost: boolean;
};

/**
 * Whoever writes it off says that it is worth less than is known, or all that is known is their word; alike
 * for whoever may not see the known cost, or they would find it by trying.
 */
export function isLowered(
  cost: FrozenCost | null,
  item: { itemId: string; unitCost: Known },
  { currency, lastKnownCosts, seesCost }: Facts,
): boolean {
  if (cost?.source !== "manual") return false;
  const known = knownCostOf(item, { currency, lastKnownCosts });
  return !seesCost || known === null || isLessAmount(cost.amount, known);
}

/** A cost that was stated is believed upwards alone, or whoever states one would never be noticed. */
export function worthOf(
  { item, valueMinor, command }: ValuedLine,
  facts: Omit<Facts, "seesCost">,
): bigint | null {
  const amount = knownCostOf(item, facts);
  const known = amount === null ? null : valueOfUnits(amount, command.quantity, facts.currency).minor;
  return valueMinor !== null && known !== null && known > valueMinor ? known : valueMinor;
}

type ValuedLine = {
  item: { itemId: string; unitCost: Known };
  valueMinor: bigint | null;
  command: { quantity: number };
};

/** What it costs by what Shopify says or last said, whatever somebody states. */
function knownCostOf(
  item: { itemId: string; unitCost: Known },
  { currency, lastKnownCosts }: Omit<Facts, "seesCost">,
): string | null {
  const last = lastKnownCosts.get(item.itemId) ?? null;
  return usable(item.unitCost, currency) ?? usable(last, currency);
}

function usable(cost: Known, currency: string): string | null {
  if (!cost || cost.currency !== currency) return null;
  return isDecimalAmount(cost.amount) && !isZeroAmount(cost.amount) ? cost.amount : null;
}
