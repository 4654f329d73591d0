import { v7 } from "uuid";
import { describe, expect, it } from "vitest";
import { documentNumberOf, floorBefore, isGid, isUuid, parseDocumentNumber } from "./ids.ts";
import { isShopDomain } from "./shop-domain.ts";

describe("a uuid", () => {
  it("has a floor below every id of its last minute and above those of the hour before", () => {
    const now = Date.parse("2026-11-21T12:00:00Z");
    const at = (msecs: number) => v7({ msecs });
    const floor = floorBefore(at(now), 60_000);
    expect(isUuid(at(now))).toBe(true);
    expect([at(now), at(now - 59_999), at(now - 60_000)].every((id) => id > floor)).toBe(true);
    expect([at(now - 60_001), at(now - 3_600_000)].every((id) => id < floor)).toBe(true);
  });

  const good = "01936f2e-7c1a-7b3d-8e4f-0123456789ab";
  it("has one spelling: lower case, with dashes, of a known version", () => {
    expect(isUuid(good)).toBe(true);
    for (const bad of [
      good.toUpperCase(),
      `{${good}}`,
      good.replaceAll("-", ""),
      `${good}\n`,
      ` ${good}`,
      "00000000-0000-0000-0000-000000000000",
      "ffffffff-ffff-ffff-ffff-ffffffffffff",
      good.replace("-7b3d", "-9b3d"),
      good.replace("-8e4f", "-7e4f"),
    ])
      expect(isUuid(bad), bad).toBe(false);
  });
});

describe("a gid", () => {
  it("names exactly its type and a positive number without leading zeros", () => {
    expect(isGid("InventoryItem", "gid://shopify/InventoryItem/4100000001")).toBe(true);
    for (const bad of [
      "gid://shopify/Location/1",
      "gid://shopify/InventoryItem/0",
      "gid://shopify/InventoryItem/01",
      "gid://shopify/InventoryItem/-1",
      "gid://shopify/InventoryItem/1.5",
      "gid://shopify/InventoryItem/1?x=1",
      "gid://shopify/InventoryItem/1\n",
      "gid://other/InventoryItem/1",
      "4100000001",
      `gid://shopify/InventoryItem/${"9".repeat(64)}`,
    ])
      expect(isGid("InventoryItem", bad), bad).toBe(false);
  });
});

describe("a document's number", () => {
  it("has six digits, and more once there are more", () => {
    expect(documentNumberOf(1)).toBe("WO-000001");
    expect(documentNumberOf(999_999)).toBe("WO-999999");
    expect(documentNumberOf(1_000_000)).toBe("WO-1000000");
  });

  it("is found however a person writes it, and nothing else is taken for one", () => {
    for (const text of ["WO-000012", "wo-12", "WO12", " 12 ", "000012"])
      expect(parseDocumentNumber(text)).toBe(12);
    for (const text of ["", "0", "WO-", "WO-0", "-12", "12.5", "12a", "mug 12", "1234567890"])
      expect(parseDocumentNumber(text), text).toBeNull();
  });
});

describe("a shop's domain", () => {
  it("is a myshopify name in lower case and no address around one", () => {
    expect(isShopDomain("mug-shop.myshopify.com")).toBe(true);
    for (const bad of [
      "Mug-shop.myshopify.com",
      "mug-shop.myshopify.com.evil.example",
      "evil.example/mug-shop.myshopify.com",
      "mug_shop.myshopify.com",
      "-mug.myshopify.com",
      "a.b.myshopify.com",
      ".myshopify.com",
      "mug-shop.myshopify.com\n",
    ])
      expect(isShopDomain(bad), bad).toBe(false);
  });
});
