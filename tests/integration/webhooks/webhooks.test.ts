import { createHmac, randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { appRig, blueMug, mainStreet } from "#tests/support/app-rig.ts";
import { quickestOf } from "#tests/support/quickest-of.ts";
import { startWorker } from "#tests/support/start-app.ts";
import type { AppProcess } from "../../../scripts/app-process.ts";

const rig = appRig({ shopify: { webhooks: { timeScale: 0.01 } } });
const SECRET = "emulated-api-secret";
const domain = "mug-shop.myshopify.com";
let owner: pg.Pool;
let worker: AppProcess;

beforeAll(() => {
  owner = new pg.Pool({ connectionString: rig.database.ownerUrl, max: 2 });
  worker = startWorker({ database: rig.database, shopifyUrl: rig.shopify.url });
});
afterAll(async () => {
  await worker?.stop();
  await owner?.end();
});
beforeEach(async () => {
  rig.shopify.reset();
  await owner.query("DELETE FROM shopify_session");
  expect((await rig.ask("/api/write-offs")).status).toBe(200);
});

type Wish = {
  topic: string;
  body?: object | string;
  headers?: Record<string, string>;
  secret?: string;
  path?: string;
};

async function deliver({ topic, body = {}, headers = {}, secret = SECRET, path }: Wish) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const door = path ?? `/webhooks/${doorOf(topic)}`;
  const response = await fetch(`${rig.web.url}${door}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "Shopify-Captain-Hook",
      "x-shopify-topic": topic,
      "x-shopify-shop-domain": domain,
      "x-shopify-event-id": randomUUID(),
      "x-shopify-triggered-at": new Date().toISOString(),
      "x-shopify-hmac-sha256": createHmac("sha256", secret).update(text).digest("base64"),
      ...headers,
    },
    body: text,
  });
  return { status: response.status };
}

function doorOf(topic: string): string {
  const [noun = ""] = topic.split("/");
  if (noun.startsWith("inventory")) return "inventory";
  return { customers: "privacy", shop: "privacy", app: "app", products: "products" }[noun] ?? noun;
}

const rows = async (sql: string, values: unknown[] = []) => (await owner.query(sql, values)).rows;
const shopRow = async (name = domain) => (await rows("SELECT * FROM shop WHERE domain = $1", [name]))[0];
const jobs = () => rows("SELECT task_identifier, attempts, last_error FROM graphile_worker.jobs");

/** Until the worker has nothing left to do. */
async function settled(): Promise<void> {
  await expect
    .poll(async () => (await jobs()).filter((job) => job.task_identifier === "webhook"), { timeout: 15_000 })
    .toEqual([]);
}

const level = (available: number, updatedAt: Date) => ({
  inventory_item_id: 4100000001,
  location_id: 7000000001,
  available,
  updated_at: updatedAt.toISOString(),
});

describe("a webhook", () => {
  test("without Shopify's signature is nobody's word", async () => {
    const before = await rows("SELECT count(*) FROM webhook_receipt");
    const body = JSON.stringify({ id: 1 });
    for (const topic of ["app/uninstalled", "inventory_levels/update", "products/delete", "shop/redact"]) {
      expect((await deliver({ topic, body, secret: "other" })).status).toBe(401);
      for (const hmac of ["", "AAAA", "x".repeat(44), Buffer.alloc(32).toString("base64")]) {
        expect((await deliver({ topic, body, headers: { "x-shopify-hmac-sha256": hmac } })).status).toBe(401);
      }
      const door = await fetch(`${rig.web.url}/webhooks/${doorOf(topic)}`, { method: "POST", body: "{}" });
      expect(door.status).toBe(401);
    }
    expect(await rows("SELECT count(*) FROM webhook_receipt")).toEqual(before);
    expect((await shopRow()).uninstalled_at).toBeNull();
  });

  test("at the wrong door, of an unknown topic or with a body that makes no sense is refused", async () => {
    expect((await deliver({ topic: "products/delete", path: "/webhooks/app", body: { id: 1 } })).status).toBe(
      404,
    );
    expect((await deliver({ topic: "orders/create", path: "/webhooks/app" })).status).toBe(404);
    expect((await deliver({ topic: "__proto__", path: "/webhooks/app" })).status).toBe(404);
    expect((await deliver({ topic: "products/delete", body: "{" })).status).toBe(400);
    expect((await deliver({ topic: "products/delete", body: { id: "x" } })).status).toBe(400);
    const shop = { "x-shopify-shop-domain": "mug-shop.myshopify.com.evil.example" };
    expect((await deliver({ topic: "app/uninstalled", headers: shop })).status).toBe(400);
    const other = { shop_domain: "other-shop.myshopify.com" };
    expect((await deliver({ topic: "shop/redact", body: other })).status).toBe(400);
    const moved = { myshopify_domain: "other-shop.myshopify.com" };
    expect((await deliver({ topic: "app/uninstalled", body: moved })).status).toBe(400);
    // What no level can say would fail in the worker, again and again.
    for (const odd of [
      { available: 2 ** 40 },
      { available: 1.5 },
      { updated_at: "+275760-09-13T00:00:00Z" },
    ]) {
      const body = { ...level(1, new Date()), ...odd };
      expect((await deliver({ topic: "inventory_levels/update", body })).status).toBe(400);
    }
    expect((await fetch(`${rig.web.url}/webhooks/app`)).status).toBe(405);
  });

  test("is answered within a second, written down once and handled once", async () => {
    const eventId = { "x-shopify-event-id": randomUUID() };
    const body = level(33, new Date(Date.now() + 60_000));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => deliver({ topic: "inventory_levels/update", body, headers: eventId })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const another = () => deliver({ topic: "inventory_levels/update", body });
    expect(await quickestOf(another)).toBeLessThan(1000);
    const kept = await rows("SELECT * FROM webhook_receipt WHERE event_id = $1", [
      eventId["x-shopify-event-id"],
    ]);
    expect(kept).toHaveLength(1);
    await settled();
    const mirror = () =>
      rows("SELECT available FROM level_mirror WHERE item_id = $1 AND location_id = $2", [
        blueMug,
        mainStreet,
      ]);
    expect(await mirror()).toEqual([{ available: 33 }]);
    await deliver({ topic: "inventory_levels/update", body: level(50, new Date(Date.now() - 60_000)) });
    await settled();
    expect(await mirror()).toEqual([{ available: 33 }]);
  });

  test("of a shop nobody knows is answered and forgotten", async () => {
    const headers = { "x-shopify-shop-domain": "stranger.myshopify.com" };
    expect((await deliver({ topic: "app/uninstalled", headers })).status).toBe(200);
    expect((await deliver({ topic: "shop/redact", headers })).status).toBe(200);
    expect(await shopRow("stranger.myshopify.com")).toBeUndefined();
  });

  test("about scopes makes everybody's rights be asked for anew", async () => {
    rig.shopify.changeScopes(["read_products"]);
    await rig.shopify.webhooks.idle();
    await settled();
    expect(await rows("SELECT is_online, scope FROM shopify_session")).toEqual([
      { is_online: false, scope: "read_products" },
    ]);
    const form = await rig.ask("/api/write-offs/form?productId=gid://shopify/Product/8000000001");
    expect(form.body.person?.mayWriteOff ?? false).toBe(false);
  });
});

describe("the uninstall", () => {
  test("ends the sessions although every token is dead, and the app can be installed again", async () => {
    await owner.query("UPDATE shopify_session SET expires_at = now() - interval '1 hour'");
    rig.shopify.uninstall();
    await rig.shopify.webhooks.idle();
    expect(rig.shopify.webhooks.deliveries.map(({ answers }) => answers)).toEqual([[200]]);
    await settled();
    expect((await shopRow()).uninstalled_at).not.toBeNull();
    expect(await rows("SELECT id FROM shopify_session")).toEqual([]);
    const gone = await rig.ask("/api/write-offs");
    expect(gone).toMatchObject({ status: 403, body: { problems: [{ code: "uninstalled" }] } });

    const uninstalledAt = new Date();
    rig.shopify.install();
    expect((await rig.ask("/api/write-offs")).status).toBe(200);
    expect((await shopRow()).uninstalled_at).toBeNull();
    const late = { "x-shopify-triggered-at": uninstalledAt.toISOString() };
    expect((await deliver({ topic: "app/uninstalled", headers: late })).status).toBe(200);
    await settled();
    expect((await shopRow()).uninstalled_at).toBeNull();
    expect((await rig.ask("/api/write-offs")).status).toBe(200);
  });
});

describe("the privacy webhooks", () => {
  test("about customers are answered, audited and leave no trace of the customer", async () => {
    const body = {
      shop_id: 1,
      customer: { id: 7, email: "jane@example.com", phone: "555" },
      orders_requested: [1],
    };
    expect((await deliver({ topic: "customers/data_request", body })).status).toBe(200);
    const [job] = await rows("SELECT payload::text FROM graphile_worker._private_jobs");
    expect(job?.payload ?? "").not.toContain("jane");
    expect((await deliver({ topic: "customers/redact", body })).status).toBe(200);
    await settled();
    const events = await rows("SELECT canonical FROM audit_event WHERE kind = 'privacy-request-answered'");
    expect(events).toHaveLength(2);
    expect(JSON.stringify(events)).not.toContain("jane");
  });

  test("erase a shop that is gone, and never one that is installed", async () => {
    const wish = { topic: "shop/redact", body: { shop_id: 1, shop_domain: domain } };
    expect((await deliver(wish)).status).toBe(200);
    await settled();
    expect(await shopRow()).toBeDefined();
    expect((await rig.ask("/api/write-offs")).status).toBe(200);

    rig.shopify.uninstall();
    await rig.shopify.webhooks.idle();
    await settled();
    await deliver(wish);
    await settled();
    expect(await shopRow()).toBeUndefined();
    expect(await rows("SELECT user_id FROM person")).toEqual([]);
  });

  test("erase a shop whose uninstall we never heard of", async () => {
    rig.shopify.webhooks.mode = "manual";
    rig.shopify.uninstall();
    rig.shopify.webhooks.clear();
    rig.shopify.webhooks.mode = "auto";
    await deliver({ topic: "shop/redact", body: { shop_domain: domain } });
    await settled();
    expect(await shopRow()).toBeUndefined();
  });
});
