import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import {
  adjust,
  adjustInput,
  ask,
  blueMug,
  change,
  codes,
  type Json,
  mainStreet,
  people,
  send,
} from "./ask.ts";

const HOUR_MS = 3_600_000;
const COST = `{ inventoryItem(id: "${blueMug}") { sku unitCost { amount currencyCode } } }`;
const SHOP = { query: "{ shop { name } }" };

describe("who may do what", () => {
  let emulator: ShopifyEmulator;

  beforeAll(async () => {
    emulator = await startShopify();
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.close());

  it("turns away a token that is unknown, over its time, revoked or of another shop", async () => {
    const offline = emulator.offlineToken();
    expect((await send(emulator, SHOP, { token: "shpat_nobody" })).status).toBe(401);
    expect((await send(emulator, SHOP, { token: emulator.offlineToken("other-shop") })).status).toBe(401);
    expect((await send(emulator, SHOP, { token: offline })).status).toBe(200);
    emulator.ageBy(HOUR_MS);
    expect((await send(emulator, SHOP, { token: offline })).status).toBe(401);
    const online = emulator.onlineToken(people.owner);
    emulator.ageBy(23 * HOUR_MS);
    expect((await send(emulator, SHOP, { token: online })).status).toBe(200);
    emulator.revokeTokens();
    expect((await send(emulator, SHOP, { token: online })).status).toBe(401);
  });

  it("lets the token die with the installation", async () => {
    const token = emulator.offlineToken();
    emulator.uninstall();
    expect((await send(emulator, SHOP, { token })).status).toBe(401);
    emulator.install();
    expect((await send(emulator, SHOP, { token })).status).toBe(401);
    expect((await send(emulator, SHOP)).status).toBe(200);
  });

  it("denies a write to a person without inventory permission and lets them read", async () => {
    const token = emulator.onlineToken(people.ava);
    const answer = await adjust(emulator, adjustInput([change(-1)]), { token });
    expect(answer.errors[0]).toMatchObject({
      path: ["inventoryAdjustQuantities"],
      extensions: { code: "ACCESS_DENIED" },
    });
    expect(answer.data.inventoryAdjustQuantities).toBeNull();
    expect(emulator.quantity({ itemId: blueMug, locationId: mainStreet })).toBe(40);
    const levels = `{ inventoryItem(id: "${blueMug}") { inventoryLevels(first: 1) { nodes { id } } } }`;
    expect((await ask(emulator, levels, {}, { token })).errors).toBeUndefined();
    emulator.setSwitches({ readsWithoutInventoryPermission: false });
    const blind = emulator.onlineToken(people.ava);
    expect((await ask(emulator, levels, {}, { token: blind })).errors[0].extensions.code).toBe(
      "ACCESS_DENIED",
    );
  });

  it("takes a permission away from a token that is already out", async () => {
    const token = emulator.onlineToken(people.manager);
    const person = emulator.shop().staff.get(people.manager);
    if (person) person.mayChangeInventory = false;
    const answer = await adjust(emulator, adjustInput([change(-1)]), { token });
    expect(answer.errors[0].extensions.code).toBe("ACCESS_DENIED");
  });

  it("hides the cost from a person who may not see it, by silence or by an error", async () => {
    const token = emulator.onlineToken(people.ben);
    expect((await ask(emulator, COST, {}, { token })).data.inventoryItem).toEqual({
      sku: "MUG-BLUE",
      unitCost: null,
    });
    emulator.setSwitches({ hiddenCost: "access-denied" });
    const answer = await ask(emulator, COST, {}, { token });
    expect(answer.data.inventoryItem.unitCost).toBeNull();
    expect(answer.errors[0]).toMatchObject({
      path: ["inventoryItem", "unitCost"],
      extensions: { code: "ACCESS_DENIED" },
    });
    const open = await ask(emulator, COST, {}, { token: emulator.offlineToken() });
    expect(open.data.inventoryItem.unitCost).toEqual({ amount: "4.5", currencyCode: "EUR" });
  });

  it("names the person in the history for an online write and the app for an offline one", async () => {
    const write = (token: string) => adjust(emulator, adjustInput([change(-1)]), { token });
    await write(emulator.onlineToken(people.manager));
    await write(emulator.offlineToken());
    expect(emulator.shop().history.map(({ actor, via }) => [actor.name, via])).toEqual([
      ["Max Manager", "Lossbook"],
      ["Lossbook", "Lossbook"],
    ]);
  });

  it("asks for the scope that the schema names", async () => {
    emulator.install("mug-shop", ["read_products"]);
    const answer = await adjust(emulator, adjustInput([change(-1)]));
    expect(answer.errors[0].message).toContain("`write_inventory` access scope");
    const quantities = `{ inventoryItem(id: "${blueMug}") { sku inventoryLevels(first: 1) { nodes { id } } } }`;
    expect((await ask(emulator, quantities)).errors[0].path).toEqual(["inventoryItem", "inventoryLevels"]);
  });

  it("gives locations to read_inventory, or asks for read_locations when so switched", async () => {
    const query = "{ locations(first: 5) { nodes { id name } } }";
    expect((await ask(emulator, query)).data.locations.nodes[0].name).toBe("Back room");
    emulator.setSwitches({ locationAccess: "read_locations" });
    expect((await ask(emulator, query)).errors[0].message).toContain("Access denied for name field");
  });

  it("charges each question to the shop's bucket and refuses what costs over 1,000", async () => {
    const page = (first: number) =>
      `{ inventoryItems(first: ${first}) { nodes { id inventoryLevels(first: 10) { nodes { id } } } } }`;
    const dear = await ask(emulator, page(100));
    expect(dear.errors[0].extensions).toMatchObject({ code: "MAX_COST_EXCEEDED", maxCost: 1000 });
    const first = await ask(emulator, page(60));
    expect(first.extensions.cost.requestedQueryCost).toBe(2 + 60 * (1 + 2 + 10));
    const levels = first.data.inventoryItems.nodes.map((node: Json) => node.inventoryLevels.nodes.length);
    const charged = levels.reduce((sum: number, count: number) => sum + 1 + 2 + count, 2);
    expect(first.extensions.cost.actualQueryCost).toBe(charged);
    expect(first.extensions.cost.throttleStatus.currentlyAvailable).toBeLessThan(2000);
  });

  it("throttles when the bucket is empty and refills it by the plan's rate", async () => {
    const query = "{ products(first: 250) { nodes { id variants(first: 1) { nodes { id } } } } }";
    const plain = "{ products(first: 250) { nodes { id } } }";
    expect((await ask(emulator, query)).errors[0].extensions.code).toBe("MAX_COST_EXCEEDED");
    emulator.state.buckets.set("emulated-api-key|mug-shop.myshopify.com", { available: 100, at: Date.now() });
    const answer = await ask(emulator, plain);
    expect(answer.errors[0].extensions.code).toBe("THROTTLED");
    emulator.setSwitches({ throttledShape: "429" });
    expect((await send(emulator, { query: plain })).status).toBe(429);
    emulator.ageBy(3000);
    const again = await ask(emulator, plain);
    expect(again.errors).toBeUndefined();
    const surf = { shop: "island-surf.myshopify.com", token: emulator.offlineToken("island-surf") };
    expect((await ask(emulator, plain, {}, surf)).extensions.cost.throttleStatus).toMatchObject({
      maximumAvailable: 20_000,
      restoreRate: 1000,
    });
  });

  it("says clearly what it does not emulate and what the schema does not know", async () => {
    const unknown = await ask(emulator, "{ shop { nmae } }");
    expect(unknown.errors[0].message).toContain('Cannot query field "nmae"');
    const missing = await ask(emulator, "{ publicApiVersions { handle } }");
    expect(missing.errors[0].extensions.code).toBe("NOT_EMULATED");
    expect((await send(emulator, SHOP, { version: "2020-01" })).status).toBe(404);
    expect(codes(await adjust(emulator, adjustInput([change(-1)])))).toEqual([]);
  });
});
