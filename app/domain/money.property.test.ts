import fc from "fast-check";
import { expect, it } from "vitest";
import { amountOf, decimalsOf, isDecimalAmount, shareOf, valueOfUnits } from "./money.ts";

const currency = fc.constantFrom("USD", "EUR", "JPY", "KWD", "INR");
const quantity = fc.integer({ min: 1, max: 1_000_000 });
const cost = fc
  .tuple(
    fc.bigInt({ min: 0n, max: 999_999_999_999n }),
    fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 8 }),
  )
  .map(([whole, fraction]) => (fraction ? `${whole}.${fraction}` : `${whole}`));

/** The same in integers of 10^-8, where nothing can be lost. */
function exactly(text: string, units: number, code: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  const scaled = BigInt(whole + fraction.padEnd(8, "0")) * BigInt(units) * 10n ** BigInt(decimalsOf(code));
  return (scaled + 50_000_000n) / 100_000_000n;
}

it("values units exactly as integer arithmetic does", () => {
  fc.assert(
    fc.property(cost, quantity, currency, (text, units, code) => {
      expect(isDecimalAmount(text)).toBe(true);
      expect(valueOfUnits(text, units, code).minor).toBe(exactly(text, units, code));
    }),
  );
});

it("writes an amount that reads back as the same amount", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), currency, (minor, code) => {
      const text = amountOf({ minor, currency: code });
      const [whole = "", fraction = ""] = text.split(".");
      expect(fraction).toHaveLength(decimalsOf(code));
      expect(BigInt(whole + fraction)).toBe(minor);
    }),
  );
});

it("gives shares that grow with the part, end at the whole and are off by less than one unit", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), quantity, fc.nat(), (minor, whole, seed) => {
      const part = seed % (whole + 1);
      const share = shareOf(minor, part, whole);
      expect(shareOf(minor, 0, whole)).toBe(0n);
      expect(shareOf(minor, whole, whole)).toBe(minor);
      if (part < whole) expect(shareOf(minor, part + 1, whole)).toBeGreaterThanOrEqual(share);
      const off = share * BigInt(whole) - minor * BigInt(part);
      expect((off < 0n ? -off : off) * 2n).toBeLessThanOrEqual(BigInt(whole));
    }),
  );
});
