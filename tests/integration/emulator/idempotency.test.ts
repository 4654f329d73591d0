import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import { adjust, adjustInput, blueMug, change, codes, mainStreet } from "./ask.ts";

const HOUR_MS = 3_600_000;

describe("the key of a write", () => {
  let emulator: ShopifyEmulator;

  beforeAll(async () => {
    emulator = await startShopify();
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.close());

  const mugs = () => emulator.quantity({ itemId: blueMug, locationId: mainStreet });
  const input = adjustInput([change(-1)]);
  const send = (key: string, body: object = input) => adjust(emulator, body, { key });

  it("gives the original result again and does nothing again", async () => {
    const first = await send("a");
    expect(await send("a")).toEqual(first);
    expect(mugs()).toBe(39);
  });

  it("refuses another body under the same key", async () => {
    await send("a");
    expect(codes(await send("a", adjustInput([change(-2)])))).toEqual(["IDEMPOTENCY_KEY_PARAMETER_MISMATCH"]);
    expect(mugs()).toBe(39);
  });

  it("remembers a refusal as a failure, so that the key is spent", async () => {
    const stale = adjustInput([change(-1, { changeFromQuantity: 41 })]);
    expect(codes(await send("a", stale))).toEqual(["CHANGE_FROM_QUANTITY_STALE"]);
    emulator.stranger({ itemId: blueMug, locationId: mainStreet }, 1);
    expect(codes(await send("a", stale))).toEqual(["IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"]);
    expect(mugs()).toBe(41);
  });

  it("answers a second call while the first still runs", async () => {
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    emulator.hooks.beforeEffect = () => {
      begun.resolve();
      return goOn.promise;
    };
    onTestFinished(() => {
      delete emulator.hooks.beforeEffect;
    });
    const first = send("a");
    await begun.promise;
    expect(codes(await send("a"))).toEqual(["IDEMPOTENCY_CONCURRENT_REQUEST"]);
    goOn.resolve();
    expect(codes(await first)).toEqual([]);
    expect(mugs()).toBe(39);
    expect(codes(await send("a"))).toEqual([]);
    expect(mugs()).toBe(39);
  });

  it("is forgotten after a day, and then the same call takes a second unit", async () => {
    await send("a");
    emulator.ageBy(23 * HOUR_MS);
    await send("a");
    expect(mugs()).toBe(39);
    emulator.ageBy(HOUR_MS);
    await send("a");
    expect(mugs()).toBe(38);
  });

  it.each([
    ["ignored", 0, 38],
    ["forgotten-early", 11 * 60_000, 38],
    ["previous-attempt-failed", 0, 39],
  ] as const)("%s: another Shopify", async (idempotency, ageMs, left) => {
    emulator.setSwitches({ idempotency });
    await send("a");
    emulator.ageBy(ageMs);
    const again = await send("a");
    expect(mugs()).toBe(left);
    if (idempotency === "previous-attempt-failed")
      expect(codes(again)).toEqual(["IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"]);
  });

  it("belongs to one shop, unless keys are the app's alone", async () => {
    const elsewhere = () =>
      adjust(
        emulator,
        adjustInput([
          change(-1, {
            inventoryItemId: "gid://shopify/InventoryItem/4900000001",
            locationId: "gid://shopify/Location/7400000001",
          }),
        ]),
        { key: "a", shop: "other-shop.myshopify.com", token: emulator.offlineToken("other-shop") },
      );
    await send("a");
    expect(codes(await elsewhere())).toEqual([]);
    emulator.reset();
    emulator.setSwitches({ keyScope: "app" });
    await send("a");
    expect(codes(await elsewhere())).toEqual(["IDEMPOTENCY_KEY_PARAMETER_MISMATCH"]);
  });

  it("stays usable after a passing trouble", async () => {
    emulator.fault({
      kind: "user-error",
      code: "SERVICE_UNAVAILABLE",
      operation: "inventoryAdjustQuantities",
    });
    expect(codes(await send("a"))).toEqual(["SERVICE_UNAVAILABLE"]);
    expect(codes(await send("a"))).toEqual([]);
    expect(mugs()).toBe(39);
  });
});
