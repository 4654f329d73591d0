import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createShopifyPort } from "#app/adapters/shopify/index.ts";
import type { BudgetNews, ShopBudget } from "#app/ports/shop-budget.ts";
import type { AdjustAnswer, ShopifyPort } from "#app/ports/shopify.ts";
import { blueMug, bodyOf, mainStreet, newKey } from "./rig.ts";

let server: Server;
let answer: RequestListener;
let calls = 0;
let news: BudgetNews[] = [];
let tokens: string[] = [];
const forgotten: string[] = [];

const budget: ShopBudget = {
  take: async (points) => ({ kind: "taken", ticket: { points, window: "1", spentEver: 0 } }),
  note: async (_ticket, heard) => void news.push(heard),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    calls += 1;
    request.resume().on("end", () => answer(request, response));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => new Promise((done) => server.close(done)));

function portTo(listener: RequestListener): ShopifyPort {
  answer = listener;
  calls = 0;
  news = [];
  tokens = ["token", "newer"];
  forgotten.length = 0;
  const { port } = server.address() as AddressInfo;
  return createShopifyPort({
    domain: "mug-shop.myshopify.com",
    fetch: (url, init) => fetch(`http://127.0.0.1:${port}${new URL(String(url)).pathname}`, init),
    tokenOf: async () => tokens[0] ?? null,
    forget: async (_caller, token) => {
      forgotten.push(token);
      tokens = tokens.filter((other) => other !== token);
    },
    budget,
  });
}

const says =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
  };

const adjustWith = (listener: RequestListener): Promise<AdjustAnswer> =>
  portTo(listener).adjust(bodyOf({}), newKey(), { kind: "app" }, "person");
const payload = (inside: object | null, errors?: object[]) => ({
  data: { inventoryAdjustQuantities: inside },
  ...(errors && { errors }),
});
const group = { id: "gid://shopify/InventoryAdjustmentGroup/1", changes: [] };
const error = (code: string | null, path?: (string | number)[]) => ({
  message: `says ${code}`,
  ...(path && { path }),
  ...(code && { extensions: { code } }),
});
const root = "inventoryAdjustQuantities";

describe("what an answer says of an adjustment", () => {
  const surelyNot: [string, RequestListener, Partial<AdjustAnswer>][] = [
    ["402", says(402, ""), { kind: "not-sent", why: "denied" }],
    ["403", says(403, "<html>"), { kind: "not-sent", why: "denied" }],
    ["404", says(404, { errors: "Not Found" }), { kind: "not-sent", why: "denied" }],
    ["423", says(423, ""), { kind: "not-sent", why: "denied" }],
    ["401", says(401, { errors: "[API] Invalid" }), { kind: "not-sent", why: "signed-out" }],
    ["430", says(430, ""), { kind: "not-sent", why: "throttled", delayMs: 1_000 }],
    ["429 in a while", says(429, "", { "retry-after": "2.5" }), { kind: "not-sent", delayMs: 2_500 }],
    ["429 for a day", says(429, "", { "retry-after": "86400" }), { kind: "not-sent", delayMs: 900_000 }],
    ["400", says(400, ""), { kind: "refused" }],
    ["422", says(422, ""), { kind: "refused" }],
    [
      "access denied at the door",
      says(200, payload(null, [error("ACCESS_DENIED", [root])])),
      { kind: "not-sent", why: "denied" },
    ],
    [
      "access denied for all",
      says(200, { data: null, errors: [error("ACCESS_DENIED")] }),
      { kind: "not-sent", why: "denied" },
    ],
    ["a closed shop", says(200, { errors: [error("SHOP_INACTIVE")] }), { kind: "not-sent", why: "denied" }],
    [
      "an unknown field",
      says(200, { errors: [error("undefinedField", ["mutation", root])] }),
      { kind: "unanswered" },
    ],
    ["a bad variable", says(200, { errors: [error("INVALID_VARIABLE")] }), { kind: "refused" }],
    ["throttled", says(200, { errors: [error("THROTTLED")] }), { kind: "not-sent", why: "throttled" }],
  ];
  it.each(surelyNot)("%s", async (_name, listener, expected) => {
    expect(await adjustWith(listener)).toMatchObject(expected);
    expect(calls).toBe(1);
  });

  const perhaps: [string, RequestListener][] = [
    ["500", says(500, { errors: "Internal" })],
    ["503 with an answer", says(503, payload({ inventoryAdjustmentGroup: group, userErrors: [] }))],
    ["302", says(302, "", { location: "https://elsewhere.example" })],
    ["204", says(204, "")],
    ["408", says(408, "")],
    ["a page of HTML", says(200, "<!doctype html><title>Oops</title>")],
    ["half a JSON text", says(200, '{"data":{"inventoryAdjustQuantities":{"inventory')],
    ["nothing", says(200, "")],
    ["an empty object", says(200, {})],
    ["null", says(200, "null")],
    ["an inner error", says(200, { errors: [error("INTERNAL_SERVER_ERROR")] })],
    ["an error without a code", says(200, { errors: [error(null)] })],
    ["an error in one sentence", says(200, { errors: "Something" })],
    ["a time-out inside", says(200, payload(null, [error("TIMEOUT", [root])]))],
    ["a payload of null without a reason", says(200, payload(null))],
    ["neither group nor error", says(200, payload({ inventoryAdjustmentGroup: null, userErrors: [] }))],
    [
      "a denied field of the answer",
      says(200, payload(null, [error("ACCESS_DENIED", [root, "userErrors"])])),
    ],
    [
      "a denied group",
      says(
        200,
        payload({ inventoryAdjustmentGroup: null, userErrors: [] }, [
          error("ACCESS_DENIED", [root, "inventoryAdjustmentGroup"]),
        ]),
      ),
    ],
    [
      "a group without an id",
      says(200, payload({ inventoryAdjustmentGroup: { changes: [] }, userErrors: [] })),
    ],
    [
      "a socket that dies in the middle",
      (_request, response) => void response.writeHead(200).write("{", () => response.destroy()),
    ],
    ["a socket that dies at once", (request) => void request.socket.destroy()],
  ];
  it.each(perhaps)("nobody can say: %s", async (_name, listener) => {
    expect(await adjustWith(listener)).toMatchObject({ kind: "unanswered" });
    expect(calls).toBe(1);
  });

  it("is applied also when something else in the answer broke", async () => {
    const broken = payload({ inventoryAdjustmentGroup: group, userErrors: [] }, [
      error("ACCESS_DENIED", [root, "inventoryAdjustmentGroup", "changes", 0, "item"]),
    ]);
    expect(await adjustWith(says(200, broken))).toMatchObject({
      kind: "applied",
      groupId: group.id,
      appliedPlaces: [{ itemId: blueMug, locationId: mainStreet }],
    });
  });

  it("is applied, and nobody can say where, beside rows that do not say it", async () => {
    const changes = [{ name: "available", item: null, location: null }];
    const userErrors = [{ message: "x", code: "INVALID_LOCATION" }];
    const answer = await adjustWith(
      says(200, payload({ inventoryAdjustmentGroup: { ...group, changes }, userErrors })),
    );
    expect(answer).toMatchObject({ kind: "applied", groupId: group.id, appliedPlaces: [] });
    expect(answer).toMatchObject({ refusals: [{ code: "INVALID_LOCATION", change: null }] });
  });

  it("is applied whatever else the answer says, once it carries a group", async () => {
    const strange = payload({ inventoryAdjustmentGroup: group, userErrors: [] }, [error("THROTTLED")]);
    expect(await adjustWith(says(200, strange))).toMatchObject({ kind: "applied" });
  });

  it("does not believe an index it never sent", async () => {
    for (const field of [["input", "changes", "9", "delta"], ["input", "changes", "x"], ["input"], null]) {
      const userErrors = [{ field, message: "no", code: null }];
      expect(
        await adjustWith(says(200, payload({ inventoryAdjustmentGroup: null, userErrors }))),
      ).toMatchObject({
        kind: "refused",
        refusals: [{ code: "UNKNOWN", change: null }],
      });
    }
  });

  it("leaves the points of an unanswered call in flight, and gives those of a refused one back", async () => {
    await adjustWith((request) => void request.socket.destroy());
    expect(news).toEqual([]);
    const status = { maximumAvailable: 2000, currentlyAvailable: 10, restoreRate: 100 };
    const cost = { requestedQueryCost: 210, actualQueryCost: null, throttleStatus: status };
    const answer = await adjustWith(says(200, { errors: [error("THROTTLED")], extensions: { cost } }));
    expect(news).toEqual([{ spent: 0, status, pauseMs: 0 }]);
    expect(answer).toMatchObject({ kind: "not-sent", delayMs: 2_000 });
  });
});

describe("what becomes of a question", () => {
  const shop = {
    data: {
      shop: { name: "S", currencyCode: "EUR", ianaTimezone: "UTC", plan: { publicDisplayName: "Basic" } },
    },
  };
  const inTurn = (...listeners: RequestListener[]): RequestListener => {
    let turn = 0;
    return (request, response) => listeners[Math.min(turn++, listeners.length - 1)]?.(request, response);
  };

  it("is asked again when the answer was lost, three times at most", async () => {
    const lost: RequestListener = (request) => void request.socket.destroy();
    expect(await portTo(inTurn(lost, says(502, ""), says(200, shop))).readShop()).toMatchObject({
      name: "S",
    });
    expect(calls).toBe(3);
    await expect(portTo(says(500, "")).readShop()).rejects.toMatchObject({ kind: "retry" });
    expect(calls).toBe(3);
  });

  it("waits as it is told, but not longer than somebody would", async () => {
    const port = portTo(inTurn(says(429, "", { "retry-after": "1" }), says(200, shop)));
    expect(await port.readShop()).toMatchObject({ name: "S" });
    await expect(portTo(says(429, "", { "retry-after": "30" })).readShop()).rejects.toMatchObject({
      kind: "retry",
      delayMs: 30_000,
    });
    expect(calls).toBe(1);
  });

  it("is asked once more under a newer token", async () => {
    const port = portTo((request, response) =>
      says(request.headers["x-shopify-access-token"] === "newer" ? 200 : 401, shop)(request, response),
    );
    expect(await port.readShop()).toMatchObject({ name: "S" });
    expect(forgotten).toEqual(["token"]);
    await expect(portTo(says(401, "")).readShop()).rejects.toMatchObject({ kind: "disconnected" });
    expect(calls).toBe(2);
  });

  it("is dropped at once when it is turned away", async () => {
    for (const status of [400, 402, 403, 404, 423]) {
      await expect(portTo(says(status, "")).readShop()).rejects.toMatchObject({ kind: "refused" });
      expect(calls).toBe(1);
    }
  });

  it("takes no partial answer for a whole one", async () => {
    const nothingThere = { data: { known: null, location: null, nodes: [null] } };
    const place = [{ itemId: blueMug, locationId: mainStreet }];
    for (const broken of [
      { ...nothingThere, errors: [error("INTERNAL_SERVER_ERROR", ["nodes", 0])] },
      { ...nothingThere, errors: [error("ACCESS_DENIED", ["nodes", 0, "inventoryLevel"])] },
      { ...nothingThere, errors: [error(null)] },
      { data: { known: null, location: null } },
      { data: { known: null, location: null, nodes: [{ id: blueMug }] } },
    ])
      await expect(portTo(says(200, broken)).readStock(place, "person")).rejects.toMatchObject({
        name: "AdapterError",
      });
    expect((await portTo(says(200, nothingThere)).readStock(place, "person")).items).toEqual([]);
  });
});
