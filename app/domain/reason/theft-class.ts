import type { Problem } from "../problem.ts";
import type { Reason } from "./reason.ts";

/** Who took it, as far as anybody can tell; said for stolen goods and for no others. */
export const THEFT_CLASSES = ["shoplifting", "internal", "organised"] as const;
export type TheftClass = (typeof THEFT_CLASSES)[number];

export function isTheftClass(value: string): value is TheftClass {
  return (THEFT_CLASSES as readonly string[]).includes(value);
}

/** Lost goods and count differences belong to the same family, and nobody knows that they were stolen. */
export function isTheft(reason: { debitRole: string; family: string }): boolean {
  return reason.family === "theft" && reason.debitRole === "shrinkage-theft";
}

export function checkTheftClass(theftClass: string | null, reason: Reason | undefined): Problem | null {
  if (theftClass === null) return null;
  if (!isTheftClass(theftClass)) return { code: "bad-field" };
  if (!reason || isTheft(reason)) return null;
  return { code: "not-a-theft", facts: { reason: reason.label } };
}
