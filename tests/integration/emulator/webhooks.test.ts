import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseAppToml } from "#tests/emulators/shopify/app-toml.ts";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import { changeItem, deleteProduct, renameProduct } from "#tests/emulators/shopify/item-update.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import { adjust, adjustInput, blueMug, change, mainStreet } from "./ask.ts";

type Received = { headers: IncomingHttpHeaders; body: string; url: string };

const TOML = `
client_id = "1"
[access_scopes]
scopes = "write_inventory,read_products" # both
[webhooks]
api_version = "2026-10"
  [[webhooks.subscriptions]]
  topics = ["app/uninstalled", "app/scopes_update"]
  uri = "/webhooks/app"
  [[webhooks.subscriptions]]
  topics = [
    "inventory_levels/update",
    "inventory_items/update", "inventory_items/delete",
    "products/update", "products/delete",
  ]
  uri = "/webhooks/goods"
  [[webhooks.subscriptions]]
  compliance_topics = ["customers/data_request", "customers/redact", "shop/redact"]
  uri = "/webhooks/privacy"
`;

describe("webhooks", () => {
  const received: Received[] = [];
  let status = 200;
  let app: Server;
  let emulator: ShopifyEmulator;

  beforeAll(async () => {
    app = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        received.push({
          headers: request.headers,
          body: Buffer.concat(chunks).toString(),
          url: request.url ?? "",
        });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
    emulator = await startShopify({
      appUrl: `http://127.0.0.1:${(app.address() as AddressInfo).port}`,
      webhooks: { subscriptions: parseAppToml(TOML).subscriptions, timeScale: 0.001 },
    });
  });
  beforeEach(async () => {
    await emulator.webhooks.idle();
    emulator.reset();
    emulator.webhooks.mode = "auto";
    received.length = 0;
    status = 200;
  });
  afterAll(async () => {
    await emulator.close();
    app.close();
    app.closeAllConnections();
  });

  const topics = () => received.map(({ headers }) => headers["x-shopify-topic"]);

  it("reads what the toml subscribes to", () => {
    expect(parseAppToml(TOML)).toEqual({
      scopes: ["write_inventory", "read_products"],
      apiVersion: "2026-10",
      subscriptions: [
        { topics: ["app/uninstalled", "app/scopes_update"], uri: "/webhooks/app" },
        {
          topics: expect.arrayContaining(["inventory_levels/update", "products/delete"]),
          uri: "/webhooks/goods",
        },
        { topics: ["customers/data_request", "customers/redact", "shop/redact"], uri: "/webhooks/privacy" },
      ],
    });
  });

  it("tells of a changed level, signed over the raw body", async () => {
    await adjust(emulator, adjustInput([change(-1)]));
    await emulator.webhooks.idle();
    const [hook] = received;
    expect(hook?.url).toBe("/webhooks/goods");
    expect(JSON.parse(hook?.body ?? "")).toMatchObject({
      inventory_item_id: 4100000001,
      location_id: 7000000001,
      available: 39,
    });
    const hmac = createHmac("sha256", "emulated-api-secret")
      .update(hook?.body ?? "")
      .digest("base64");
    expect(hook?.headers).toMatchObject({
      "x-shopify-topic": "inventory_levels/update",
      "x-shopify-shop-domain": "mug-shop.myshopify.com",
      "x-shopify-hmac-sha256": hmac,
      "x-shopify-api-version": "2026-10",
    });
    for (const name of ["x-shopify-webhook-id", "x-shopify-event-id", "x-shopify-triggered-at"])
      expect(hook?.headers[name]).toBeTruthy();
  });

  it("tries again with the same body until it is taken", async () => {
    status = 503;
    emulator.sendWebhook("shop/redact");
    await emulator.webhooks.idle();
    status = 200;
    await expect.poll(() => received.length).toBe(2);
    expect(received[0]?.body).toBe(received[1]?.body);
    expect(received[0]?.headers["x-shopify-triggered-at"]).toBe(
      received[1]?.headers["x-shopify-triggered-at"],
    );
    await emulator.webhooks.idle();
    expect(emulator.webhooks.deliveries[0]).toMatchObject({ answers: [503, 200], state: "delivered" });
  });

  it("gives up after the first try and eight more", async () => {
    status = 500;
    emulator.webhooks.timeScale = 0;
    emulator.sendWebhook("shop/redact");
    await expect.poll(() => emulator.webhooks.deliveries[0]?.state).toBe("given-up");
    expect(emulator.webhooks.deliveries[0]?.tries).toBe(9);
    emulator.webhooks.timeScale = 0.001;
  });

  it("holds, reorders and repeats by hand", async () => {
    emulator.webhooks.mode = "manual";
    emulator.stranger({ itemId: blueMug, locationId: mainStreet }, -1);
    emulator.stranger({ itemId: blueMug, locationId: mainStreet }, -1);
    await emulator.webhooks.idle();
    expect(received).toHaveLength(0);
    await emulator.webhooks.flush({ order: "reversed", duplicate: true });
    expect(received.map(({ body }) => JSON.parse(body).available)).toEqual([38, 38, 39, 39]);
    expect(received[0]?.headers["x-shopify-event-id"]).toBe(received[1]?.headers["x-shopify-event-id"]);
  });

  it("tells of items and products that change or go", async () => {
    const shop = emulator.shop();
    const item = shop.items.get(blueMug);
    if (item) changeItem(emulator.world, shop, item, { cost: "5.10" });
    renameProduct(emulator.world, shop, "gid://shopify/Product/8000000001", "Navy mug");
    deleteProduct(emulator.world, shop, "gid://shopify/Product/8000000001");
    await emulator.webhooks.idle();
    expect(topics().sort()).toEqual([
      "inventory_items/delete",
      "inventory_items/update",
      "products/delete",
      "products/update",
    ]);
    expect(shop.items.has(blueMug)).toBe(false);
  });

  it("tells of uninstalling and of new scopes", async () => {
    emulator.changeScopes(["read_products"]);
    emulator.uninstall();
    await emulator.webhooks.idle();
    expect(topics().sort()).toEqual(["app/scopes_update", "app/uninstalled"]);
    const scopes = received.find(({ headers }) => headers["x-shopify-topic"] === "app/scopes_update");
    expect(JSON.parse(scopes?.body ?? "")).toMatchObject({
      previous: ["write_inventory", "read_products"],
      current: ["read_products"],
    });
  });
});
