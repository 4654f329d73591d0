import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { appRig, blueMug, mainStreet, people } from "#tests/support/app-rig.ts";

const rig = appRig();
const mug = "gid://shopify/Product/8000000001";
const plate = "gid://shopify/Product/8000000002";
const flag = { itemId: blueMug, locationId: mainStreet, quantity: 2, reasonId: "damaged" };
const many = { productIds: [mug, plate], locationId: mainStreet, reasonId: "obsolete", quantity: "one" };

function products(change: object = {}, userId?: string) {
  return rig.ask("/api/drafts/products", {
    body: { id: v7(), ...many, ...change },
    ...(userId ? { userId } : {}),
  });
}

describe("the door of flags", () => {
  test("puts goods on the list once, raises the line that says the same, and leaves the shelf alone", async () => {
    const command = { id: v7(), ...flag };
    const before = rig.shopify.quantity({ itemId: blueMug, locationId: mainStreet });
    const first = await rig.ask("/api/drafts/flags", { body: command });
    expect(first).toMatchObject({ status: 201, body: { flag: { quantity: 2 } } });
    expect(await rig.ask("/api/drafts/flags", { body: command })).toMatchObject({ status: 200 });
    const more = await rig.ask("/api/drafts/flags", { body: { ...command, id: v7(), quantity: 3 } });
    expect(more).toMatchObject({ status: 201, body: { flag: { quantity: 5 } } });
    expect(rig.shopify.quantity({ itemId: blueMug, locationId: mainStreet })).toBe(before);
    const block = await rig.ask(`/api/product-block?productId=${mug}`);
    expect(block.body.flagged).toBe(5);
  });

  test.each([
    ["another content under a known id", { quantity: 1 }, 409, "id-taken"],
    ["more than there is", { id: v7(), quantity: 10_000 }, 422, "not-enough"],
    ["an unknown reason", { id: v7(), reasonId: "gremlins" }, 422, "unknown-reason"],
    ["a field nobody knows", { id: v7(), shopId: "other" }, 400, "bad-field"],
    ["half a unit", { id: v7(), quantity: 0.5 }, 400, "bad-quantity"],
    [
      "another shop's item",
      { id: v7(), itemId: "gid://shopify/InventoryItem/4900000001" },
      422,
      "unknown-item",
    ],
  ])("refuses %s", async (_name, change, status, code) => {
    const known = { id: "0190a0a0-0000-7000-8000-00000000f1a9", ...flag };
    await rig.ask("/api/drafts/flags", { body: known });
    const answer = await rig.ask("/api/drafts/flags", { body: { ...known, ...change } });
    expect(answer).toMatchObject({ status, body: { problems: [{ code }] } });
  });

  test("lets nobody in without a token, and takes no GET", async () => {
    expect((await rig.ask("/api/drafts/flags", { body: flag, token: null })).status).toBe(401);
    expect((await rig.ask("/api/drafts/flags")).status).toBe(405);
  });
});

describe("the door of many products", () => {
  test("offers this shop's places and reasons without a word with Shopify", async () => {
    await rig.ask("/api/drafts/choices");
    rig.shopify.requests.clear();
    const { status, body } = await rig.ask("/api/drafts/choices");
    expect(status).toBe(200);
    expect(body).toMatchObject({ person: { mayRequest: true }, linesMax: 250 });
    expect(body.locations).toContainEqual({ id: mainStreet, name: "Main street" });
    expect(body.locations.map(({ id }: { id: string }) => id)).not.toContain(
      "gid://shopify/Location/7000000003",
    );
    expect(rig.shopify.requests.list()).toEqual([]);
  });

  test("makes one form of all that is sold under them, and answers the same again", async () => {
    const id = v7();
    const told = await products({ id });
    expect(told.status).toBe(200);
    const titles = told.body.draft.lines.map(({ title }: { title: string }) => title);
    expect(titles.filter((title: string) => title === "Blue mug")).toHaveLength(1);
    expect(titles.length).toBeGreaterThan(2);
    expect(told.body.draft.lines.every(({ quantity }: { quantity: number }) => quantity === 1)).toBe(true);
    const again = await products({ id });
    expect(again.body.draft).toEqual(told.body.draft);
    const taken = await products({ id }, people.manager);
    expect(taken).toMatchObject({ status: 409, body: { problems: [{ code: "id-taken" }] } });
  });

  test("takes all that is there where that is wished for", async () => {
    const level = rig.shopify.quantity({ itemId: blueMug, locationId: mainStreet });
    const told = await products({ productIds: [mug], quantity: "all" });
    expect(told.body.draft.lines).toMatchObject([{ title: "Blue mug", quantity: level }]);
  });

  test("says of each product that cannot stand there why not", async () => {
    const all = [...rig.shopify.shop("mug-shop").products.values()].map(({ id }) => id);
    const { body } = await products({ productIds: all });
    expect(body.left.map(({ refusal }: { refusal: { code: string } }) => refusal.code)).toEqual(
      expect.arrayContaining(["untracked", "bundle-parent"]),
    );
    for (const { refusal } of body.left) expect(refusal.message).toMatch(/\.$/);
    const alone = body.left.map(({ title }: { title: string }) => title);
    expect(alone).not.toContain("");
  });

  test("refuses where nothing can stand there, and makes no form", async () => {
    const gift = [...rig.shopify.shop("mug-shop").products.values()].find(({ title }) => /gift/i.test(title));
    const answer = await products({ productIds: [gift?.id] });
    expect(answer).toMatchObject({ status: 422, body: { problems: [{ code: "untracked" }] } });
  });

  test.each([
    ["no product", { productIds: [] }, 400, "no-lines"],
    ["251 products", { productIds: Array(251).fill(mug) }, 400, "too-many-lines"],
    ["a variant instead", { productIds: ["gid://shopify/ProductVariant/1"] }, 400, "bad-id"],
    ["an unknown reason", { reasonId: "gremlins" }, 422, "unknown-reason"],
    ["an unknown quantity", { quantity: "half" }, 400, "bad-field"],
    ["products that are gone", { productIds: ["gid://shopify/Product/404"] }, 400, "no-lines"],
    ["a place nobody knows", { locationId: "gid://shopify/Location/404" }, 422, "unknown-location"],
    ["a closed place", { locationId: "gid://shopify/Location/7000000003" }, 422, "inactive-location"],
  ])("refuses %s", async (_name, change, status, code) => {
    const answer = await products(change);
    expect({ status: answer.status, code: answer.body.problems[0].code }).toEqual({ status, code });
  });

  test("lets nobody in without a token", async () => {
    expect((await rig.ask("/api/drafts/products", { body: many, token: null })).status).toBe(401);
    expect((await rig.ask("/api/drafts/choices", { token: "x" })).status).toBe(401);
  });
});
