import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { inShop } from "#app/db/in-shop-transaction.ts";
import {
  backRoom,
  blueMug,
  bodyOf,
  domain,
  item,
  mainStreet,
  newKey,
  owner,
  people,
  shopifyRig,
} from "./rig.ts";

const rig = shopifyRig();
const app = { kind: "app" } as const;
const mugs = { itemId: blueMug, locationId: mainStreet };
const send = (body = bodyOf({}), key = newKey(), caller: Parameters<typeof rig.port.adjust>[2] = app) =>
  rig.port.adjust(body, key, caller, "person");

describe("an adjustment that Shopify makes", () => {
  it("is applied by one request, and the shelf says so", async () => {
    const answer = await send(bodyOf({}), newKey(), owner);
    expect(answer).toMatchObject({ kind: "applied", appliedPlaces: [mugs], refusals: [] });
    expect(rig.emulator.quantity({ itemId: blueMug, locationId: mainStreet })).toBe(39);
    expect(rig.emulator.requests.list()).toMatchObject([{ token: "online", staffId: people.owner }]);
    const [row] = rig.emulator.shop().history.slice(-1);
    expect(row).toMatchObject({ reference: "gid://lossbook/WriteOff/0198b6a0/1", actor: { kind: "staff" } });
  });

  it("is applied everywhere, whichever rows Shopify lists", async () => {
    for (const changeRows of ["with-on-hand", "without-on-hand", "after-unknown"] as const) {
      rig.emulator.setSwitches({ changeRows });
      const at = rig.emulator.quantity({ itemId: blueMug, locationId: backRoom });
      const body = bodyOf(
        { delta: 1, changeFrom: rig.emulator.quantity(mugs) },
        { locationId: backRoom, changeFrom: at },
      );
      const answer = await send(body);
      expect(answer).toMatchObject({
        kind: "applied",
        appliedPlaces: [mugs, { ...mugs, locationId: backRoom }],
      });
    }
  });

  it("takes 250 changes in one call", async () => {
    const changes = Array.from({ length: 250 }, () => ({ changeFrom: 40 }));
    rig.emulator.setSwitches({ atomicity: "valid-applied" });
    const answer = await send(bodyOf(...changes));
    expect(answer.kind).toBe("applied");
    expect(rig.emulator.requests.count("inventoryAdjustQuantities")).toBe(1);
  });

  it("costs no more for 250 changes than for one, and asks what happened only when that is in doubt", async () => {
    const spent = async () => {
      const rows = await inShop(rig.database, rig.shopId, async (tx) => {
        return tx.$queryRaw<{ spent: number }[]>`SELECT spent_ever AS spent FROM shop_budget`;
      });
      return rows[0]?.spent ?? 0;
    };
    const many = Array.from({ length: 60 }, (_, index) => ({
      itemId: item(index % 2 === 0 ? 1 : 2),
      locationId: mainStreet,
      changeFrom: index === 0 ? 40 : 999,
    }));
    const before = await spent();
    expect(await send(bodyOf(...many))).toMatchObject({ kind: "refused" });
    expect((await spent()) - before).toBeLessThanOrEqual(12);
    expect(rig.emulator.requests.list()).toHaveLength(1);

    rig.emulator.setSwitches({ atomicity: "valid-applied", userErrors: "first" });
    const answer = await send(bodyOf(...many));
    expect(answer.kind === "applied" && answer.appliedPlaces[0]).toEqual(mugs);
    expect(answer.kind === "applied" && answer.refusals).toMatchObject([{ change: 1 }]);
    expect(rig.emulator.requests.list().map(({ operations }) => operations[0])).toEqual([
      ...["inventoryAdjustQuantities", "inventoryAdjustQuantities", "node"],
    ]);
  });

  it("that happened in part is unanswered while nobody can say which part", async () => {
    rig.emulator.setSwitches({ atomicity: "valid-applied" });
    const many = Array.from({ length: 60 }, (_, index) => ({ changeFrom: index === 0 ? 40 : 999 }));
    const [body, key] = [bodyOf(...many), newKey()];
    rig.emulator.fault({ kind: "drop-before", operation: "node", times: 3 });
    expect(await send(body, key)).toMatchObject({ kind: "unanswered" });
    expect(await send(body, key)).toMatchObject({ kind: "applied" });
    expect(rig.emulator.quantity(mugs)).toBe(39);
  });

  it("has the same answer when it is sent again with the same key", async () => {
    const key = newKey();
    const first = await send(bodyOf({}), key);
    const again = await send(bodyOf({}), key);
    expect(first.kind === "applied" && again.kind === "applied" && again.groupId === first.groupId).toBe(
      true,
    );
    expect(rig.emulator.quantity(mugs)).toBe(39);
  });

  it("is applied also beside errors, where the rows say it happened", async () => {
    rig.emulator.setSwitches({ atomicity: "valid-applied" });
    const answer = await send(
      bodyOf({}, { itemId: item(2), changeFrom: 999 }, { itemId: item(4), changeFrom: 1 }),
    );
    expect(answer).toMatchObject({
      kind: "applied",
      appliedPlaces: [mugs, { ...mugs, itemId: item(4) }],
      refusals: [{ code: "CHANGE_FROM_QUANTITY_STALE", change: 1 }],
    });
  });
});

describe("an adjustment that Shopify refuses", () => {
  it("names the change where Shopify names it", async () => {
    const body = bodyOf({}, { changeFrom: 7, itemId: item(2) }, { itemId: "gid://shopify/InventoryItem/5" });
    const both = [
      { code: "CHANGE_FROM_QUANTITY_STALE", change: 1 },
      { code: "INVALID_INVENTORY_ITEM", change: 2 },
    ];
    expect(await send(body)).toMatchObject({ kind: "refused", refusals: both });
    rig.emulator.setSwitches({ userErrors: "first" });
    expect(await send(body)).toMatchObject({ kind: "refused", refusals: both.slice(0, 1) });
    rig.emulator.setSwitches({ userErrors: "unnamed" });
    expect(await send(body)).toMatchObject({ kind: "refused", refusals: [{ change: null }] });
    expect(rig.emulator.quantity(mugs)).toBe(40);
  });

  it("is refused as a whole for its reason or its key", async () => {
    expect(await send({ ...bodyOf({}), shopifyReason: "evaporated" })).toMatchObject({
      kind: "refused",
      refusals: [{ code: "INVALID_REASON", change: null }],
    });
    const key = newKey();
    await send(bodyOf({}), key);
    expect(await send(bodyOf({ changeFrom: 39 }), key)).toMatchObject({
      kind: "refused",
      refusals: [{ code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" }],
    });
    rig.emulator.setSwitches({ idempotency: "previous-attempt-failed" });
    expect(await send(bodyOf({}), key)).toMatchObject({
      kind: "refused",
      refusals: [{ code: "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED" }],
    });
  });

  it("is refused for good when the request itself is no good", async () => {
    const changes = Array.from({ length: 251 }, () => ({}));
    expect(await send(bodyOf(...changes))).toMatchObject({
      kind: "refused",
      refusals: [{ code: "MAX_INPUT_SIZE_EXCEEDED" }],
    });
    expect(await send(bodyOf({}), " ")).toMatchObject({
      kind: "refused",
      refusals: [{ code: "BAD_REQUEST" }],
    });
  });

  it("is denied to a person who may not change stock, and to an app without the scope", async () => {
    const denied = { kind: "not-sent", why: "denied" };
    expect(await send(bodyOf({}), newKey(), { kind: "person", userId: people.ava })).toMatchObject(denied);
    rig.emulator.changeScopes(["read_inventory", "read_products"], domain);
    expect(await rig.portWith({}).adjust(bodyOf({}), newKey(), app, "person")).toMatchObject(denied);
    expect(rig.emulator.quantity(mugs)).toBe(40);
  });
});

describe("an adjustment that is put off", () => {
  it("is to be sent again when Shopify is still at it or cannot serve", async () => {
    for (const code of ["SERVICE_UNAVAILABLE", "IDEMPOTENCY_CONCURRENT_REQUEST"] as const) {
      rig.emulator.fault({ kind: "user-error", code, operation: "inventoryAdjustQuantities" });
      expect(await send()).toMatchObject({ kind: "again", code });
    }
  });

  it("was not sent when the bucket is empty, in either shape of that answer", async () => {
    for (const throttledShape of ["error", "429"] as const) {
      rig.emulator.setSwitches({ throttledShape });
      rig.emulator.fault({ kind: "throttled" });
      const answer = await rig.portWith({}).adjust(bodyOf({}), newKey(), app, "batch");
      expect(answer).toMatchObject({ kind: "not-sent", why: "throttled" });
      expect(answer.kind === "not-sent" && answer.delayMs).toBeGreaterThanOrEqual(1_000);
    }
    expect(rig.emulator.quantity(mugs)).toBe(40);
  });

  it("was not sent while Shopify wants to hear nothing, not even by somebody else", async () => {
    rig.emulator.fault({ kind: "status", status: 429, retryAfterS: 60 });
    expect(await send()).toMatchObject({ kind: "not-sent", why: "throttled", delayMs: 60_000 });
    const answer = await rig.portWith({}).adjust(bodyOf({}), newKey(), app, "batch");
    expect(answer).toMatchObject({ kind: "not-sent", why: "throttled" });
    expect(answer.kind === "not-sent" && answer.delayMs).toBeGreaterThan(55_000);
    expect(rig.emulator.requests.list()).toHaveLength(1);
  });

  it("was not sent under a dead token, which is forgotten", async () => {
    rig.emulator.fault({ kind: "revoke-token" });
    expect(await send(bodyOf({}), newKey(), owner)).toMatchObject({ kind: "not-sent", why: "signed-out" });
    expect(rig.forgotten).toEqual([people.owner]);
    expect(await send(bodyOf({}), newKey(), owner)).toMatchObject({ kind: "applied" });
  });

  it("was not sent without a token", async () => {
    const port = rig.portWith({ tokenOf: async () => null });
    expect(await port.adjust(bodyOf({}), newKey(), owner, "person")).toMatchObject({ why: "signed-out" });
    expect(rig.emulator.requests.list()).toHaveLength(0);
  });

  it("was not sent to a machine that does not listen", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port: closed } = server.address() as AddressInfo;
    await new Promise((done) => server.close(done));
    const port = rig.portWith({ fetch: (_url, init) => fetch(`http://127.0.0.1:${closed}/`, init) });
    expect(await port.adjust(bodyOf({}), newKey(), app, "person")).toMatchObject({
      kind: "not-sent",
      why: "throttled",
    });
  });
});

describe("an adjustment that nobody answers", () => {
  const faults = [
    { kind: "drop-before" },
    { kind: "drop-after" },
    { kind: "drop-late", ms: 20 },
    { kind: "broken-json" },
    { kind: "status", status: 500 },
    { kind: "status", status: 502, phase: "after" },
    { kind: "status", status: 503, phase: "after" },
  ] as const;

  it.each(faults)("is unanswered and sent once: $kind $status $phase", async (fault) => {
    rig.emulator.fault({ ...fault, operation: "inventoryAdjustQuantities" });
    expect(await send()).toMatchObject({ kind: "unanswered" });
    expect(rig.emulator.requests.list()).toHaveLength(1);
  });
});
