import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { cipherOf, type Place } from "./cipher.ts";

const first = { id: "k1", key: randomBytes(32) };
const second = { id: "k2", key: randomBytes(32) };
const place: Place = { shopId: "shop", holderId: "offline_a.myshopify.com", field: "accessToken" };

describe("a sealed token", () => {
  test("opens where it was sealed, and never looks the same twice", () => {
    const cipher = cipherOf([first]);
    const sealed = cipher.seal("shpat_1", place);
    expect(cipher.open(sealed, place)).toBe("shpat_1");
    expect(Buffer.from(sealed.bytes)).not.toEqual(Buffer.from(cipher.seal("shpat_1", place).bytes));
  });

  test("does not open in another shop, session or column", () => {
    const cipher = cipherOf([first]);
    const sealed = cipher.seal("shpat_1", place);
    for (const other of [{ shopId: "x" }, { holderId: "x" }, { field: "refreshToken" as const }]) {
      expect(() => cipher.open(sealed, { ...place, ...other })).toThrow();
    }
  });

  test("does not open when a single bit of it changed or its tag was cut", () => {
    const cipher = cipherOf([first]);
    const { keyId, bytes } = cipher.seal("shpat_1", place);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte));
      expect(() => cipher.open({ keyId, bytes: changed }, place)).toThrow();
    }
    for (const length of [0, 11, 12, 20, 28]) {
      expect(() => cipher.open({ keyId, bytes: bytes.slice(0, length) }, place)).toThrow();
    }
  });

  test("opens under the key that sealed it, while the first key seals", () => {
    const sealed = cipherOf([first]).seal("shpat_1", place);
    const rotated = cipherOf([second, first]);
    expect(rotated.open(sealed, place)).toBe("shpat_1");
    expect(rotated.seal("shpat_1", place).keyId).toBe("k2");
    expect(() => cipherOf([second]).open(sealed, place)).toThrow('"k1" is not among TOKEN_KEYS');
    expect(() => cipherOf([])).toThrow();
  });
});
