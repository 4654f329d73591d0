import fc from "fast-check";
import { expect, it } from "vitest";
import { FEED_SECRET_BYTES, feedTokenOf, isFeedToken } from "./feed-token.ts";

const chance = fc.uint8Array({ minLength: FEED_SECRET_BYTES, maxLength: FEED_SECRET_BYTES });

it("has one shape, whatever the chance, and knows itself", () => {
  fc.assert(
    fc.property(chance, (bytes) => {
      const token = feedTokenOf(bytes);
      expect(token).toMatch(/^lbf_[0-9A-Za-z]{49}$/);
      expect(isFeedToken(token)).toBe(true);
    }),
  );
  expect(isFeedToken(feedTokenOf(new Uint8Array(32)))).toBe(true);
  expect(isFeedToken(feedTokenOf(new Uint8Array(32).fill(255)))).toBe(true);
});

it("is another one for other chance: no bit of it is lost", () => {
  const zero = new Uint8Array(32);
  for (let bit = 0; bit < 256; bit += 1) {
    const other = new Uint8Array(32);
    other[bit >> 3] = 1 << (bit & 7);
    expect(feedTokenOf(other)).not.toBe(feedTokenOf(zero));
  }
});

it("notices one character that is wrong, missing or in another's place", () => {
  fc.assert(
    fc.property(chance, fc.integer({ min: 4, max: 52 }), fc.constantFrom(..."azAZ09"), (bytes, at, other) => {
      const token = feedTokenOf(bytes);
      fc.pre(token[at] !== other);
      expect(isFeedToken(token.slice(0, at) + other + token.slice(at + 1))).toBe(false);
      expect(isFeedToken(token.slice(0, at) + token.slice(at + 1))).toBe(false);
    }),
  );
});

it.each([
  "",
  "lbf_",
  "LBF_",
  "Bearer",
  `lbf_${"0".repeat(49)}`,
  `lbf_${"é".repeat(49)}`,
  "x".repeat(100_000),
])("is not %s", (text) => expect(isFeedToken(text)).toBe(false));
