import { afterAll, beforeAll, expect, test } from "vitest";
import type { ShopifyEmulator } from "../../emulators/shopify/emulator.ts";
import { startShopify } from "../../emulators/shopify/server.ts";

let shopify: ShopifyEmulator;

beforeAll(async () => {
  shopify = await startShopify({ appUrl: "http://localhost:1" });
});
afterAll(() => shopify.close());

async function page(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${shopify.url}${path}`, { headers, redirect: "manual" });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

test("lists the shop's products and finds them by title, SKU and barcode", async () => {
  const all = await page("/store/mug-shop/products");
  expect(all.text).toContain("Blue mug");
  expect(all.text).toContain("Stoneware plate");
  for (const query of ["blue", "MUG-BLUE", "4006381333931"]) {
    const found = await page(`/store/mug-shop/products?query=${query}`);
    expect(found.text).toContain("Blue mug");
    expect(found.text).not.toContain("Stoneware plate");
  }
});

test("shows what it is told as text, never as a page's own code", async () => {
  const { text } = await page(
    `/store/mug-shop/products?query=${encodeURIComponent('"><script>alert(1)</script>')}`,
  );
  expect(text).not.toContain("<script>alert");
});

test("shows levels of the present moment, and who changed them", async () => {
  shopify.stranger({ itemId: 4100000001, locationId: 7000000001 }, -3);
  const { text } = await page("/store/mug-shop/products/8000000001");
  expect(text).toMatch(/data-location="Main street">[\s\S]*?data-quantity="available">37</);
  const history = await page("/store/mug-shop/inventory/4100000001/history");
  expect(history.text).toContain("(-3)");
});

test("hides the cost from a person who may not see it", async () => {
  const ben = { cookie: "admin_staff=9000004" };
  expect((await page("/store/mug-shop/products/8000000001", ben)).text).not.toContain("4.50 EUR");
  expect((await page("/store/mug-shop/products/8000000001")).text).toContain("4.50 EUR");
});

test("forgets nobody: an unknown person in the cookie is the owner again", async () => {
  const { text } = await page("/store/mug-shop/me", { cookie: "admin_staff=1" });
  expect(JSON.parse(text)).toMatchObject({ id: "9000001" });
});

test("leads back to the shop's own pages alone after changing the person", async () => {
  const response = await fetch(`${shopify.url}/store/mug-shop/staff`, {
    method: "POST",
    body: new URLSearchParams({ staff: "9000002", back: "https://elsewhere.example/" }),
    redirect: "manual",
  });
  expect(response.headers.get("location")).toBe("/store/mug-shop/products");
  expect(response.headers.get("set-cookie")).toContain("admin_staff=9000002; Path=/store/mug-shop;");
});

test("answers plainly for what does not exist", async () => {
  const paths = [
    "products/1",
    "products/8000000001/variants/1",
    "apps/other",
    "nothing",
    "inventory/1/history",
  ];
  for (const path of paths) expect((await page(`/store/mug-shop/${path}`)).status).toBe(404);
  expect((await page("/store/no-such-shop/products")).status).toBe(404);
  expect((await page("/_admin/extensions/no-such-extension.js")).status).toBe(404);
});

test("lets an extension reach its app and nothing else", async () => {
  const { headers } = await page("/_admin/extension-frame");
  expect(headers.get("content-security-policy")).toContain("connect-src http://localhost:1;");
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
});
