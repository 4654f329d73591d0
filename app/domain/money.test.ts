import { describe, expect, it } from "vitest";
import { limits } from "./limits.ts";
import {
  amountOf,
  decimalsOf,
  isBookable,
  isDecimalAmount,
  isZeroAmount,
  sameAmount,
  shareOf,
  sumMinor,
  valueOfUnits,
} from "./money.ts";

describe("the value of units", () => {
  it.each([
    ["12.50", 3, "USD", 3750n],
    ["0.3333", 1, "USD", 33n],
    ["3.3333", 3, "USD", 1000n],
    ["333.4", 5, "JPY", 1667n],
    ["1.23456", 4, "KWD", 4938n],
    ["0", 1_000_000, "USD", 0n],
    ["0.00000001", 1, "USD", 0n],
    ["0.00000001", 1_000_000, "USD", 1n],
  ])("%s × %i %s is %i", (cost, quantity, currency, minor) => {
    expect(valueOfUnits(cost, quantity, currency)).toEqual({ minor, currency });
  });

  it.each([
    ["0.125", 1, "USD", 13n],
    ["0.135", 1, "USD", 14n],
    ["0.5", 1, "JPY", 1n],
    ["1.5", 1, "JPY", 2n],
    ["2.5", 1, "JPY", 3n],
    ["0.0005", 1, "KWD", 1n],
    ["0.49999999", 1, "JPY", 0n],
    ["1.005", 1, "USD", 101n],
    ["8.575", 1, "USD", 858n],
  ])(
    "rounds a half away from zero, never to even and never by a float: %s × %i %s",
    (cost, units, currency, minor) => {
      expect(valueOfUnits(cost, units, currency).minor).toBe(minor);
    },
  );

  it("rounds once for all units of a line, not once a unit", () => {
    expect(valueOfUnits("0.005", 3, "USD").minor).toBe(2n);
  });

  it("keeps every digit of the largest cost times the largest quantity", () => {
    expect(valueOfUnits("999999999999.99999999", 1_000_000, "KWD").minor).toBe(999999999999999999990n);
    expect(valueOfUnits("123456789012.12345678", 999_999, "USD").minor).toBe(
      (12345678901212345678n * 999_999n + 500_000n) / 1_000_000n,
    );
  });

  it("is bookable up to the limit, which leaves room for thousands of full documents in one day's total", () => {
    const most = limits.lineValueMinorMax;
    expect(isBookable({ minor: most, currency: "USD" })).toBe(true);
    expect(isBookable({ minor: most + 1n, currency: "USD" })).toBe(false);
    expect(most * BigInt(limits.linesPerDocument) * 3_000n).toBeLessThan(2n ** 63n);
  });
});

describe("decimals", () => {
  it.each([
    ["JPY", 0],
    ["KRW", 0],
    ["VND", 0],
    ["CLP", 0],
    ["KWD", 3],
    ["BHD", 3],
    ["TND", 3],
    ["USD", 2],
    ["EUR", 2],
    ["HUF", 2],
  ])("%s has %i", (currency, decimals) => expect(decimalsOf(currency)).toBe(decimals));
});

describe("an amount a person wrote", () => {
  it.each(["0", "0.00", "4.5", "4.50", "007", "999999999999", "0.12345678"])("may be %s", (text) => {
    expect(isDecimalAmount(text)).toBe(true);
  });

  it.each([
    "",
    " ",
    "-1",
    "+1",
    "1,5",
    "1.",
    ".5",
    "1e3",
    "0x10",
    "NaN",
    "Infinity",
    "1_000",
    "1 000",
    "4.50\n",
    "٤",
    "1000000000000",
    "0.123456789",
  ])("may not be %j", (text) => {
    expect(isDecimalAmount(text)).toBe(false);
  });

  it("is zero and is the same whatever zeros it is written with", () => {
    expect(isZeroAmount("0.000")).toBe(true);
    expect(isZeroAmount("0.00000001")).toBe(false);
    expect(sameAmount("4.5", "4.50000000")).toBe(true);
    expect(sameAmount("4.5", "4.50000001")).toBe(false);
  });
});

describe("a share", () => {
  it("of a half rounds away from zero on both sides of it", () => {
    expect(shareOf(5n, 1, 2)).toBe(3n);
    expect(shareOf(-5n, 1, 2)).toBe(-3n);
    expect(shareOf(1000n, 1, 3)).toBe(333n);
    expect(shareOf(1000n, 2, 3)).toBe(667n);
  });

  it("beyond its whole is a bug and says so", () => {
    expect(() => shareOf(1n, 4, 3)).toThrow("lies within its whole");
    expect(() => shareOf(1n, -1, 3)).toThrow("lies within its whole");
    expect(() => shareOf(1n, 0, 0)).toThrow("lies within its whole");
  });
});

describe("an amount on the wire", () => {
  it.each([
    [0n, "USD", "0.00"],
    [5n, "USD", "0.05"],
    [-5n, "USD", "-0.05"],
    [450n, "EUR", "4.50"],
    [1667n, "JPY", "1667"],
    [-1n, "JPY", "-1"],
    [4938n, "KWD", "4.938"],
    [7n, "KWD", "0.007"],
    [9007199254740993n, "USD", "90071992547409.93"],
  ])("%i %s is written %s", (minor, currency, text) => expect(amountOf({ minor, currency })).toBe(text));
});

describe("a sum", () => {
  it("of nothing is zero, and with one unknown part it is unknown", () => {
    expect(sumMinor([])).toBe(0n);
    expect(sumMinor([33n, 33n, 33n])).toBe(99n);
    expect(sumMinor([33n, null])).toBeNull();
  });
});
