import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { appRig, blueMug, mainStreet, people } from "#tests/support/app-rig.ts";
import { quickestOf } from "#tests/support/quickest-of.ts";

const rig = appRig();
const mug = "/api/product-block?productId=gid://shopify/Product/8000000001";
const line = { itemId: blueMug, locationId: mainStreet, quantity: 2, reasonId: "damaged" };

async function writeOff(): Promise<void> {
  expect((await rig.ask("/api/write-offs", { body: { id: v7(), lines: [line] } })).status).toBe(201);
}

describe("the door of a product's block", () => {
  test("tells what was lost of a mug, also by its variant", async () => {
    await writeOff();
    const told = await rig.ask(mug);
    expect(told).toMatchObject({
      status: 200,
      body: {
        person: { mayWriteOff: true, seesCost: true },
        documents: [{ number: "WO-000001", state: "done", units: 2, reasonLabel: "Damaged" }],
        lost: { days: 30, units: 2, value: { amount: "9.00", currency: "EUR" } },
      },
    });
    const variant = told.body.documents[0].id;
    const form = await rig.ask("/api/write-offs/form?productId=gid://shopify/Product/8000000001");
    const variantId = form.body.variants[0].variantId;
    const byVariant = await rig.ask(`/api/product-block?variantId=${variantId}`);
    expect(byVariant.body.documents[0].id).toBe(variant);
  });

  test("asks Shopify nothing and answers within a tenth of a second", async () => {
    await rig.ask(mug);
    rig.shopify.requests.clear();
    const quickest = await quickestOf(async () => expect((await rig.ask(mug)).status).toBe(200));
    expect(quickest).toBeLessThan(100);
    expect(rig.shopify.requests.list()).toEqual([]);
  });

  test("saves the body while nothing has changed, and never the wrong person's", async () => {
    const first = await rig.ask(mug);
    const known = { "if-none-match": first.headers.get("etag") ?? "" };
    expect(first.headers.get("cache-control")).toBe("private, no-cache");
    const again = await rig.ask(mug, { headers: known });
    expect(again).toMatchObject({ status: 304, body: "" });
    expect(again.headers.get("access-control-allow-origin")).toBe("*");
    const ben = await rig.ask(mug, { headers: known, userId: people.ben });
    expect(ben).toMatchObject({ status: 200, body: { person: { seesCost: false }, lost: { value: null } } });
    await writeOff();
    expect((await rig.ask(mug, { headers: known })).status).toBe(200);
  });

  test("shows one shop's losses to that shop alone", async () => {
    const other = [...rig.shopify.state.shops.values()].find(({ handle }) => handle !== "mug-shop");
    const owner = [...(other?.staff.values() ?? [])].find(({ accountOwner }) => accountOwner);
    const told = await rig.ask(mug, { shop: other?.handle ?? "", userId: owner?.id ?? "" });
    expect(told).toMatchObject({ status: 200, body: { documents: [], lost: { units: 0 }, flagged: 0 } });
  });

  test.each([
    ["no goods", "/api/product-block", 400, "bad-id"],
    ["an id that is none", "/api/product-block?productId=8000000001", 400, "bad-id"],
    ["a location", `/api/product-block?productId=${mainStreet}`, 400, "bad-id"],
    ["SQL", "/api/product-block?variantId=gid://shopify/ProductVariant/1'--", 400, "bad-id"],
  ])("refuses %s", async (_name, path, status, code) => {
    expect(await rig.ask(path)).toMatchObject({ status, body: { problems: [{ code }] } });
  });

  test("lets nobody in without a token, and takes no POST", async () => {
    expect((await rig.ask(mug, { token: null })).status).toBe(401);
    expect((await rig.ask(mug, { token: "x" })).status).toBe(401);
    expect((await rig.ask(mug, { method: "POST", body: {} })).status).toBe(405);
  });
});
