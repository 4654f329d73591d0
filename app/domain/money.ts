import { Decimal } from "decimal.js";
import { invariant } from "./invariant.ts";
import { limits } from "./limits.ts";

/** An amount in the smallest unit of its currency. There is no other way to hold money here. */
export type Money = { minor: bigint; currency: string };

// The default precision of 20 digits would round a long unit cost times a large quantity.
const Exact = Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_UP });

const NO_DECIMALS = new Set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" "));
const THREE_DECIMALS = new Set("BHD IQD JOD KWD LYD OMR TND".split(" "));
const DECIMAL_AMOUNT = /^[0-9]{1,12}(\.[0-9]{1,8})?$/;

export function decimalsOf(currency: string): number {
  if (NO_DECIMALS.has(currency)) return 0;
  return THREE_DECIMALS.has(currency) ? 3 : 2;
}

/** A unit cost as people and Shopify write it: plain decimals, more places than the currency has are fine. */
export function isDecimalAmount(text: string): boolean {
  return DECIMAL_AMOUNT.test(text);
}

export function isZeroAmount(text: string): boolean {
  return new Exact(text).isZero();
}

export function isLessAmount(left: string, right: string): boolean {
  return new Exact(left).lessThan(new Exact(right));
}

export function sameAmount(left: string, right: string): boolean {
  return new Exact(left).equals(new Exact(right));
}

/** Nothing is rounded here: more places than the currency has are not an amount of it. */
export function parseAmount(text: string, currency: string): Money | null {
  const minor = new Exact(text).times(new Exact(10).pow(decimalsOf(currency)));
  return minor.isInteger() ? { minor: BigInt(minor.toFixed(0)), currency } : null;
}

/** Rounded once a line, half away from zero; totals are sums of these. */
export function valueOfUnits(unitCost: string, quantity: number, currency: string): Money {
  const minor = new Exact(unitCost).times(quantity).times(new Exact(10).pow(decimalsOf(currency)));
  return { minor: BigInt(minor.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toFixed(0)), currency };
}

/** The journal's columns end somewhere; whatever is refused here would fail there. */
export function isBookable(money: Money): boolean {
  return money.minor <= limits.lineValueMinorMax;
}

/** `minor × part ÷ whole`, rounded half away from zero, in integers. */
export function shareOf(minor: bigint, part: number, whole: number): bigint {
  invariant(whole > 0 && part >= 0 && part <= whole, `a share lies within its whole (${part} of ${whole})`);
  const twice = minor * BigInt(part) * 2n + BigInt(whole) * (minor < 0n ? -1n : 1n);
  return twice / (BigInt(whole) * 2n);
}

export function amountOf(money: Money): string {
  const decimals = decimalsOf(money.currency);
  const digits = (money.minor < 0n ? -money.minor : money.minor).toString().padStart(decimals + 1, "0");
  const sign = money.minor < 0n ? "-" : "";
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Sums what is known; null as soon as one part is unknown, because a partial total looks like a total. */
export function sumMinor(parts: (bigint | null)[]): bigint | null {
  let total = 0n;
  for (const part of parts) {
    if (part === null) return null;
    total += part;
  }
  return total;
}
