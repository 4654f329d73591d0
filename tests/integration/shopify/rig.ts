import { afterAll, beforeAll, beforeEach } from "vitest";
import { createShopifyPort, type ShopifyPortParts } from "#app/adapters/shopify/index.ts";
import { shopifyFetch } from "#app/adapters/shopify/shopify-fetch.ts";
import { shopBudget } from "#app/db/budgets.ts";
import { type Database, inShop } from "#app/db/in-shop-transaction.ts";
import { openDatabase } from "#app/db/open-database.ts";
import { openShop } from "#app/db/shops.ts";
import type { ItemId, LocationId } from "#app/domain/ids.ts";
import type { AdjustBody, Caller, ShopifyPort } from "#app/ports/shopify.ts";
import type { ShopifyEmulator, ShopifyOptions } from "#tests/emulators/shopify/emulator.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import { defaultSwitches } from "#tests/emulators/shopify/switches.ts";
import { freshDatabase } from "#tests/support/database.ts";
import type { TestDatabase } from "#tests/support/test-server.ts";

export const domain = "mug-shop.myshopify.com";
export const people = { owner: "9000001", ava: "9000003", ben: "9000004" };

export const item = (number: number): ItemId => `gid://shopify/InventoryItem/${4100000000 + number}`;
export const blueMug = item(1);
export const mainStreet: LocationId = "gid://shopify/Location/7000000001";
export const backRoom: LocationId = "gid://shopify/Location/7000000002";
export const oldCellar: LocationId = "gid://shopify/Location/7000000003";

export type Rig = {
  emulator: ShopifyEmulator;
  database: Database;
  shopId: string;
  port: ShopifyPort;
  forgotten: string[];
  portWith(parts: Partial<ShopifyPortParts>): ShopifyPort;
  /** Another process's connections to the same database. */
  openPool(): Database;
};

/** One emulated Shopify and one database for a test file; every test begins with fresh shelves and budget. */
export function shopifyRig(options: ShopifyOptions = {}): Rig {
  const rig = { forgotten: [] as string[] } as Rig;
  const pools: Database[] = [];
  let test: TestDatabase;
  beforeAll(async () => {
    test = await freshDatabase();
    rig.openPool = () => {
      const pool = openDatabase(test.appUrl, () => undefined);
      pools.push(pool);
      return pool;
    };
    rig.database = rig.openPool();
    rig.emulator = await startShopify(options);
    rig.portWith = (parts) => createShopifyPort({ ...partsOf(rig), ...parts });
  });
  beforeEach(async () => {
    rig.emulator.reset();
    rig.emulator.setSwitches({ ...defaultSwitches, ...options.switches });
    rig.forgotten.length = 0;
    rig.shopId = await openShop(rig.database, domain);
    await inShop(rig.database, rig.shopId, async (tx) => {
      await tx.$executeRaw`
        INSERT INTO shop_budget AS known (shop_id, maximum, restore_rate, available)
        VALUES (${rig.shopId}::uuid, 2000, 100, 1900)
        ON CONFLICT (shop_id) DO UPDATE SET maximum = 2000, restore_rate = 100, available = 1900,
          in_flight = 0, in_flight_before = 0, paused_until = now()`;
    });
    rig.port = rig.portWith({});
  });
  afterAll(async () => {
    await rig.emulator?.close();
    await Promise.all(pools.map((pool) => pool.$disconnect()));
    await test?.drop();
  });
  return rig;
}

function partsOf(rig: Rig): ShopifyPortParts {
  const tokens = new Map<string, string>();
  return {
    domain,
    fetch: shopifyFetch(rig.emulator.url),
    tokenOf: async (caller) => {
      const known = tokens.get(nameOf(caller)) ?? issue(rig.emulator, caller);
      tokens.set(nameOf(caller), known);
      return known;
    },
    forget: async (caller, token) => {
      if (tokens.get(nameOf(caller)) === token) tokens.delete(nameOf(caller));
      rig.forgotten.push(nameOf(caller));
    },
    budget: shopBudget(rig.database, rig.shopId),
  };
}

function issue(emulator: ShopifyEmulator, caller: Caller): string {
  return caller.kind === "app" ? emulator.offlineToken(domain) : emulator.onlineToken(caller.userId, domain);
}

function nameOf(caller: Caller): string {
  return caller.kind === "app" ? "app" : caller.userId;
}

export function bodyOf(...changes: Partial<AdjustBody["changes"][number]>[]): AdjustBody {
  return {
    quantityName: "available",
    shopifyReason: "damaged",
    reference: "gid://lossbook/WriteOff/0198b6a0/1",
    changes: changes.map((change) => ({
      itemId: blueMug,
      locationId: mainStreet,
      delta: -1,
      changeFrom: 40,
      ...change,
    })),
  };
}

let keys = 0;

export function newKey(): string {
  keys += 1;
  return `0198b6a0-0000-7000-8000-${String(keys).padStart(12, "0")}`;
}

export const owner: Caller = { kind: "person", userId: people.owner };
