import { amountOf, decimalsOf } from "#app/domain/money.ts";

/** Money as it leaves the server: a decimal string, never a float. */
export type WireMoney = { amount: string; currency: string };

export function toWireMoney(minor: string | bigint | null, currency: string): WireMoney | null {
  return minor === null ? null : { amount: amountOf({ minor: BigInt(minor), currency }), currency };
}

/** A unit cost keeps the places it was entered with, but never fewer than its currency has. */
export function toWireCost(cost: string | null, currency: string): WireMoney | null {
  if (cost === null) return null;
  const [whole = "0", fraction = ""] = cost.split(".");
  const kept = fraction.replace(/0+$/, "").padEnd(decimalsOf(currency), "0");
  return { amount: kept ? `${whole}.${kept}` : whole, currency };
}
