import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { ShopifyEmulator, ShopifyOptions } from "#tests/emulators/shopify/emulator.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import { quickestOf } from "#tests/support/quickest-of.ts";
import { adjust, adjustInput, ask, blueMug, change, codes, type Json, mainStreet, send } from "./ask.ts";

describe("the emulator's memory", () => {
  const running: ShopifyEmulator[] = [];
  const start = async (options?: ShopifyOptions) => {
    const emulator = await startShopify(options);
    running.push(emulator);
    return emulator;
  };
  const mugs = (emulator: ShopifyEmulator) => emulator.quantity({ itemId: blueMug, locationId: mainStreet });
  const take = (emulator: ShopifyEmulator, key?: string) =>
    adjust(emulator, adjustInput([change(-1)]), { key });

  afterEach(async () => {
    for (const emulator of running.splice(0)) await emulator.close();
  });

  it("goes back to a snapshot, keys and history included", async () => {
    const emulator = await start();
    const before = emulator.snapshot();
    await take(emulator, "a");
    emulator.restore(before);
    expect(mugs(emulator)).toBe(40);
    expect(emulator.shop().history).toHaveLength(0);
    expect(codes(await take(emulator, "a"))).toEqual([]);
    expect(mugs(emulator)).toBe(39);
  });

  it("survives its process with shelves, tokens and keys", async () => {
    const folder = mkdtempSync(join(tmpdir(), "emulator-"));
    const dataFile = join(folder, "shopify.json");
    const first = await start({ dataFile });
    const token = first.offlineToken();
    await take(first, "a");
    await running.pop()?.close();
    const second = await start({ dataFile });
    expect(mugs(second)).toBe(39);
    expect((await send(second, { query: "{ shop { id } }" }, { token })).status).toBe(200);
    await take(second, "a");
    expect(mugs(second)).toBe(39);
    rmSync(folder, { recursive: true });
  });

  it("keeps several emulators in one process apart", async () => {
    const [one, other] = [await start(), await start()];
    await take(one);
    expect([mugs(one), mugs(other)]).toEqual([39, 40]);
  });

  it("tells the time of its own clock", async () => {
    const emulator = await start({ now: () => Date.UTC(2026, 2, 29, 0, 59, 59) });
    const answer = await send(emulator, { query: "{ shop { timezoneOffset } }" });
    expect(answer.headers.get("date")).toBe("Sun, 29 Mar 2026 00:59:59 GMT");
    expect((await answer.json()).data.shop.timezoneOffset).toBe("+0100");
  });

  it("lets updatedAt tell more, less or from another clock", async () => {
    const emulator = await start();
    const read = async (): Promise<Record<string, string>> => {
      const answer = await ask(
        emulator,
        `{ inventoryItem(id: "${blueMug}") { inventoryLevel(locationId: "${mainStreet}") {
          quantities(names: ["available", "damaged"]) { name updatedAt } } } }`,
      );
      const rows = answer.data.inventoryItem.inventoryLevel.quantities;
      return Object.fromEntries(rows.map((row: Json) => [row.name, row.updatedAt]));
    };
    const before = await read();
    emulator.setSwitches({ updatedAt: "never" });
    await take(emulator);
    expect(await read()).toEqual(before);
    emulator.setSwitches({ updatedAt: "any-quantity" });
    await take(emulator);
    const moved = await read();
    expect(moved.damaged).toBe(moved.available);
    expect(moved.damaged).not.toBe(before.damaged);
    emulator.setSwitches({
      updatedAt: "exact",
      updatedAtSkewMs: -3_600_000,
      updatedAtPrecision: "millisecond",
    });
    await take(emulator);
    const skewed = await read();
    expect(Date.parse(skewed.available ?? "")).toBeLessThan(Date.now() - 3_500_000);
    expect(skewed.available).toMatch(/\.\d{3}Z$/);
  });

  it("obeys the levers of another process", async () => {
    const emulator = await start();
    const lever = async (method: string, path: string, body?: object): Promise<Json> => {
      const answer = await fetch(`${emulator.url}/_emulator${path}`, {
        method,
        body: body ? JSON.stringify(body) : undefined,
      });
      return { status: answer.status, ...(await answer.json()) };
    };
    await lever("POST", "/stranger", { itemId: 4100000001, locationId: 7000000001, delta: -4 });
    expect(mugs(emulator)).toBe(36);
    expect((await lever("POST", "/switches", { belowZero: "refused" })).belowZero).toBe("refused");
    expect((await lever("POST", "/switches", { belowZero: "perhaps" })).status).toBe(400);
    expect((await lever("POST", "/switches", { belowNought: "refused" })).status).toBe(400);
    const { token } = await lever("POST", "/id-token", { userId: "9000001" });
    expect(token.split(".")).toHaveLength(3);
    await lever("POST", "/staff", { userId: "9000002", change: { mayChangeInventory: false } });
    expect(emulator.shop().staff.get("9000002")?.mayChangeInventory).toBe(false);
    await lever("POST", "/items", { itemId: 4100000001, change: { tracked: false } });
    expect(emulator.shop().items.get(blueMug)?.tracked).toBe(false);
    await lever("DELETE", "/products", { productId: 8000000001 });
    expect(emulator.shop().items.has(blueMug)).toBe(false);
    await lever("POST", "/reset", {});
    expect(mugs(emulator)).toBe(40);
    expect((await lever("GET", "/nowhere")).status).toBe(404);
  });

  it("sets and moves quantities by the same rules", async () => {
    const emulator = await start();
    const run = async (name: string, type: string, input: object) =>
      (
        await ask(
          emulator,
          `mutation ($input: ${type}!, $key: String!) {
            answer: ${name}(input: $input) @idempotent(key: $key) {
            inventoryAdjustmentGroup { changes { name delta quantityAfterChange } } userErrors { code } } }`,
          { input, key: crypto.randomUUID() },
        )
      ).data.answer;
    const place = { inventoryItemId: blueMug, locationId: mainStreet };
    const set = (quantity: number, more: object = {}) =>
      run("inventorySetQuantities", "InventorySetQuantitiesInput", {
        name: "available",
        reason: "cycle_count_available",
        quantities: [{ ...place, quantity, changeFromQuantity: 40, ...more }],
      });
    expect(codes(await set(-1))).toEqual(["INVALID_QUANTITY_NEGATIVE"]);
    expect(codes(await set(5, { changeFromQuantity: 41 }))).toEqual(["CHANGE_FROM_QUANTITY_STALE"]);
    expect((await set(38)).inventoryAdjustmentGroup.changes[0]).toEqual({
      name: "available",
      delta: -2,
      quantityAfterChange: 38,
    });
    const move = (to: object) =>
      run("inventoryMoveQuantities", "InventoryMoveQuantitiesInput", {
        reason: "damaged",
        referenceDocumentUri: "gid://lossbook/Flag/1",
        changes: [
          {
            inventoryItemId: blueMug,
            quantity: 3,
            from: { locationId: mainStreet, name: "available", changeFromQuantity: 38 },
            to: { locationId: mainStreet, name: "damaged", changeFromQuantity: 0, ...to },
          },
        ],
      });
    expect(codes(await move({}))).toEqual(["INVALID_QUANTITY_DOCUMENT"]);
    expect(codes(await move({ locationId: "gid://shopify/Location/7000000002" }))).toEqual([
      "DIFFERENT_LOCATIONS",
    ]);
    expect(codes(await move({ name: "available" }))).toEqual(["SAME_QUANTITY_NAME"]);
    expect(codes(await move({ ledgerDocumentUri: "gid://lossbook/Flag/1" }))).toEqual([]);
    expect(mugs(emulator)).toBe(35);
    expect(emulator.quantity({ itemId: blueMug, locationId: mainStreet }, "on_hand")).toBe(38);
  });

  it("starts in a moment and answers in a few milliseconds", async () => {
    const emulator = await start();
    await ask(emulator, "{ shop { name } }");
    const token = emulator.offlineToken();
    expect(await quickestOf(start)).toBeLessThan(200);
    const second = await start();
    const asking = () => ask(second, "{ shop { name } }", {}, { token });
    expect(await quickestOf(asking)).toBeLessThan(50);
  });
});
