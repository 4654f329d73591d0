import type { Disposal } from "./disposal.ts";
import type { Reason } from "./reason.ts";

/** What can still be had from goods before they are given up; the last three let them leave the shelf. */
export const SALVAGE_ANSWERS = ["mark-down", "repair", "return", "donate", "worthless"] as const;
export type SalvageAnswer = (typeof SALVAGE_ANSWERS)[number];

/** With these the goods are written off after all; with the others they stay. */
export const SALVAGE_LEAVING = ["return", "donate", "worthless"] as const;
export type SalvageLeaving = (typeof SALVAGE_LEAVING)[number];

export const SALVAGE_STAYING = ["mark-down", "repair"] as const;
export type SalvageStaying = (typeof SALVAGE_STAYING)[number];

export function disposalOfSalvage(salvage: SalvageLeaving | null): Disposal | null {
  if (salvage === "return") return "returned-to-supplier";
  return salvage === "donate" ? "donated" : null;
}

/** Debits of goods that nobody can or may sell any more: spoiled, gone, used, or never there. */
const BEYOND = new Set(["shrinkage-expired", "internal-use-expense", "record-adjustment"]);

/**
 * Whether goods given up for this reason may still be worth something. What has become of them already is an
 * answer, and what is gone, spoiled or forbidden raises no question.
 */
export function mayBeWorth(
  reason: Pick<Reason, "id" | "family" | "debitRole">,
  disposal: Disposal | null,
): boolean {
  if (disposal !== null || reason.id === "prohibited" || BEYOND.has(reason.debitRole)) return false;
  return reason.family === "damage" || reason.family === "obsolescence";
}
