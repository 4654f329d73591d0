import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import type { QueuedFault } from "#tests/emulators/shopify/faults.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import { ADJUST, adjust, adjustInput, ask, blueMug, change, codes, mainStreet, people, send } from "./ask.ts";

describe("faults", () => {
  let emulator: ShopifyEmulator;

  beforeAll(async () => {
    emulator = await startShopify();
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.close());

  const mugs = () => emulator.quantity({ itemId: blueMug, locationId: mainStreet });
  const take = () => adjust(emulator, adjustInput([change(-1)]));
  const write = (key = "a") =>
    send(emulator, { query: ADJUST, variables: { input: adjustInput([change(-1)]), key } });

  it.each([
    ["drop-before", 40],
    ["drop-after", 39],
  ] as const)("%s breaks the connection", async (kind, left) => {
    emulator.fault({ kind, operation: "inventoryAdjustQuantities" });
    await expect(take()).rejects.toThrow("fetch failed");
    expect(mugs()).toBe(left);
    expect(codes(await take())).toEqual([]);
  });

  it("drops at once and lets the effect come later", async () => {
    emulator.fault({ kind: "drop-late", ms: 40 });
    await expect(take()).rejects.toThrow("fetch failed");
    expect(mugs()).toBe(40);
    await expect.poll(mugs).toBe(39);
  });

  it.each([
    [429, "before", 40],
    [423, "before", 40],
    [430, "before", 40],
    [500, "after", 39],
    [502, "after", 39],
    [503, "before", 40],
  ] as const)("answers %i %s the effect", async (status, phase, left) => {
    emulator.fault({ kind: "status", status, phase });
    const answer = await write();
    expect(answer.status).toBe(status);
    expect(answer.headers.get("retry-after")).toBe(status === 429 ? "1" : null);
    expect(mugs()).toBe(left);
  });

  it("says THROTTLED and does nothing", async () => {
    emulator.fault({ kind: "throttled" });
    const answer = await take();
    expect(answer.errors[0].extensions.code).toBe("THROTTLED");
    expect(answer.extensions.cost.throttleStatus.restoreRate).toBe(100);
    expect(mugs()).toBe(40);
  });

  it("sends half an answer after the effect", async () => {
    emulator.fault({ kind: "broken-json" });
    await expect((await write()).json()).rejects.toThrow(SyntaxError);
    expect(mugs()).toBe(39);
  });

  it("says any userError, with or without the effect", async () => {
    emulator.fault({ kind: "user-error", code: "ADJUST_QUANTITIES_FAILED" });
    expect(codes(await take())).toEqual(["ADJUST_QUANTITIES_FAILED"]);
    expect(mugs()).toBe(40);
    emulator.fault({ kind: "user-error", code: "ADJUST_QUANTITIES_FAILED", effect: true });
    expect(codes(await take())).toEqual(["ADJUST_QUANTITIES_FAILED"]);
    expect(mugs()).toBe(39);
  });

  it("lets somebody sell between the read and the write", async () => {
    emulator.fault({ kind: "stale", delta: -5 });
    const payload = await adjust(emulator, adjustInput([change(-1, { changeFromQuantity: 40 })]));
    expect(codes(payload)).toEqual(["CHANGE_FROM_QUANTITY_STALE"]);
    expect(mugs()).toBe(35);
  });

  it("revokes the token under the caller's hands", async () => {
    const token = emulator.onlineToken(people.manager);
    emulator.fault({ kind: "revoke-token" });
    expect((await send(emulator, { query: "{ shop { name } }" }, { token })).status).toBe(401);
    expect((await send(emulator, { query: "{ shop { name } }" }, { token })).status).toBe(401);
  });

  it("swallows everything while partitioned, until it heals", async () => {
    emulator.fault({ kind: "partition" });
    await expect(take()).rejects.toThrow();
    await expect(ask(emulator, "{ shop { name } }")).rejects.toThrow();
    emulator.faults.heal();
    expect(codes(await take())).toEqual([]);
  });

  it("waits, before or after the effect", async () => {
    for (const phase of ["before", "after"] as const) {
      emulator.fault({ kind: "delay", ms: 40, phase });
      const started = performance.now();
      await take();
      expect(performance.now() - started).toBeGreaterThanOrEqual(38);
    }
  });

  it("picks its victims by operation, shop, order and number", async () => {
    const faults: QueuedFault[] = [
      { kind: "status", status: 500, operation: "oauth" },
      { kind: "status", status: 501, shop: "other-shop.myshopify.com" },
      { kind: "status", status: 502, operation: "shop", skip: 1, times: 2 },
    ];
    emulator.fault(...faults);
    const asked: number[] = [];
    for (let round = 0; round < 4; round++)
      asked.push((await send(emulator, { query: "{ shop { name } }" })).status);
    expect(asked).toEqual([200, 502, 502, 200]);
    expect(emulator.faults.list()).toHaveLength(2);
  });

  it("asks the simulation when the queue is silent, and shows it the moment before and after", async () => {
    const seen: string[] = [];
    emulator.faults.decide = (request) =>
      request.operations.includes("inventoryAdjustQuantities") && seen.length > 1
        ? { kind: "drop-before" }
        : null;
    emulator.hooks.beforeEffect = ({ operation }) => {
      emulator.stranger({ itemId: blueMug, locationId: mainStreet }, -3);
      seen.push(`before ${operation}`);
    };
    emulator.hooks.afterEffect = ({ outcome }) => void seen.push(`after ${outcome.group?.changes.length}`);
    expect(codes(await take())).toEqual([]);
    expect(seen).toEqual(["before inventoryAdjustQuantities", "after 2"]);
    expect(mugs()).toBe(36);
    await expect(take()).rejects.toThrow();
    emulator.faults.decide = null;
    emulator.hooks.beforeEffect = undefined;
    emulator.hooks.afterEffect = undefined;
  });

  it("takes its orders over HTTP too, and refuses a mistyped one", async () => {
    const post = (body: object) =>
      fetch(`${emulator.url}/_emulator/faults`, { method: "POST", body: JSON.stringify(body) });
    expect((await post({ kind: "status", status: 503, operation: "shop" })).status).toBe(200);
    expect((await post({ kind: "drop" })).status).toBe(400);
    expect((await send(emulator, { query: "{ shop { name } }" })).status).toBe(503);
  });

  it("writes down every request", async () => {
    await take();
    emulator.requests.clear();
    await ask(emulator, "{ shop { name } }", {}, { token: emulator.onlineToken(people.ava) });
    await write("the-key");
    expect(emulator.requests.list()).toMatchObject([
      { operations: ["shop"], token: "online", staffId: people.ava, key: null, status: 200 },
      { operations: ["inventoryAdjustQuantities"], token: "offline", key: "the-key", status: 200 },
    ]);
    expect(emulator.requests.count("inventoryAdjustQuantities")).toBe(1);
  });
});
