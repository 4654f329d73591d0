import { afterAll, beforeAll } from "vitest";
import { freePort } from "../../scripts/ports.ts";
import type { ShopifyEmulator, ShopifyOptions } from "../emulators/shopify/emulator.ts";
import { startShopify } from "../emulators/shopify/server.ts";
import { freshDatabase } from "./database.ts";
import { type RunningWeb, startWeb } from "./start-app.ts";
import type { TestDatabase } from "./test-server.ts";

export const people = { owner: "9000001", manager: "9000002", ava: "9000003", ben: "9000004" };
export const blueMug = "gid://shopify/InventoryItem/4100000001";
export const mainStreet = "gid://shopify/Location/7000000001";

export type Ask = {
  method?: string;
  body?: unknown;
  /** Sent as it is, where a test must break the JSON. */
  raw?: BodyInit;
  userId?: string;
  shop?: string;
  /** Given: sent instead of a fresh one; null: none is sent. */
  token?: string | null;
  headers?: Record<string, string>;
};

// biome-ignore lint/suspicious/noExplicitAny: the tests name what they expect of a body.
export type Told = { status: number; headers: Headers; body: any };

export type AppRig = {
  web: RunningWeb;
  shopify: ShopifyEmulator;
  database: TestDatabase;
  token(userId?: string, shop?: string): string;
  ask(path: string, ask?: Ask): Promise<Told>;
};

type RigOptions = { shopify?: ShopifyOptions; env?: Record<string, string> };

/** The built web server, an emulated Shopify and a database of their own for one test file. */
export function appRig(options: RigOptions = {}): AppRig {
  const rig = {} as AppRig;
  beforeAll(async () => {
    const port = await freePort();
    rig.database = await freshDatabase();
    rig.shopify = await startShopify({ appUrl: `http://localhost:${port}`, ...options.shopify });
    rig.web = await startWeb({
      database: rig.database,
      shopifyUrl: rig.shopify.url,
      port,
      env: options.env ?? {},
    });
  });
  afterAll(async () => {
    await rig.web?.stop();
    await rig.shopify?.close();
    await rig.database?.drop();
  });
  rig.token = (userId = people.owner, shop = "mug-shop") => rig.shopify.mintIdToken({ userId, shop });
  rig.ask = async (path, ask = {}) => {
    const token = ask.token === undefined ? rig.token(ask.userId, ask.shop) : ask.token;
    const body = ask.raw ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body));
    const response = await fetch(`${rig.web.url}${path}`, {
      method: ask.method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...ask.headers,
      },
      ...(body === undefined ? {} : { body, duplex: "half" }),
    } as RequestInit);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  return rig;
}
