import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type CipherKey, cipherOf } from "#app/adapters/cipher.ts";
import { shopifyApiOf } from "#app/adapters/shopify/config.ts";
import { type Exchange, exchangeOf } from "#app/adapters/shopify/exchange.ts";
import { type IdToken, readIdToken } from "#app/adapters/shopify/id-token.ts";
import type { RefreshDeps } from "#app/adapters/shopify/refresh.ts";
import { type ShopSessionStorage, sessionStorageOf } from "#app/adapters/shopify/session-storage.ts";
import { type ShopTokens, tokensOf } from "#app/adapters/shopify/tokens.ts";
import { systemClock } from "#app/adapters/system-clock.ts";
import type { Database } from "#app/db/in-shop-transaction.ts";
import { openDatabase } from "#app/db/open-database.ts";
import { openShop } from "#app/db/shops.ts";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { inShopModels, type ModelTx } from "#tests/support/models.ts";
import type { TestDatabase } from "#tests/support/test-server.ts";

export const domain = "mug-shop.myshopify.com";
export const owner = "9000001";
export const key = (id: string): CipherKey => ({ id, key: randomBytes(32) });

/** What one process of the app has: its own pool and its own memory. */
export type Process = {
  deps: RefreshDeps;
  storage: ShopSessionStorage;
  exchange: Exchange;
  tokens: ShopTokens;
  lines: string[];
};

export type AuthRig = {
  shopify: ShopifyEmulator;
  test: TestDatabase;
  shopId: string;
  keys: CipherKey[];
  process(keys?: CipherKey[]): Process;
  idToken(userId?: string): Promise<IdToken>;
  read<T>(work: (tx: ModelTx) => Promise<T>): Promise<T>;
};

export function authRig(): AuthRig {
  const rig = { keys: [key("k1")] } as AuthRig;
  const pools: Database[] = [];
  let database: Database;
  const pool = () => {
    const opened = openDatabase(rig.test.appUrl, () => undefined);
    pools.push(opened);
    return opened;
  };
  beforeAll(async () => {
    rig.test = await freshDatabase();
    rig.shopify = await startShopify();
    database = pool();
  });
  beforeEach(async () => {
    rig.shopify.reset();
    rig.shopId = await openShop(database, domain);
    await inShopModels(database, rig.shopId, (tx) => tx.shopifySession.deleteMany({}));
  });
  afterAll(async () => {
    await rig.shopify?.close();
    await Promise.all(pools.map((each) => each.$disconnect()));
    await rig.test?.drop();
  });
  rig.process = (keys = rig.keys) => processOf(rig, pool(), keys);
  rig.read = (work) => inShopModels(database, rig.shopId, work);
  rig.idToken = async (userId = owner) => {
    const token = await readIdToken(apiOf(rig), rig.shopify.mintIdToken({ userId, shop: "mug-shop" }));
    if (!token) throw new Error("the emulator's own token must be taken");
    return token;
  };
  return rig;
}

function processOf(rig: AuthRig, database: Database, keys: CipherKey[]): Process {
  const made = { lines: [] as string[] } as Process;
  const say = (_fields: object, message: string) => void made.lines.push(message);
  made.deps = {
    database,
    api: apiOf(rig),
    cipher: cipherOf(keys),
    clock: systemClock,
    log: { debug: say, info: say, warn: say, error: say },
  };
  made.storage = sessionStorageOf(made.deps);
  made.exchange = exchangeOf(made.deps, made.storage);
  made.tokens = tokensOf(made.deps, { id: rig.shopId, domain });
  return made;
}

function apiOf(rig: AuthRig) {
  return shopifyApiOf({
    shopifyApiKey: "emulated-api-key",
    shopifyApiSecret: "emulated-api-secret",
    shopifyAppUrl: "http://localhost:3000",
    shopifyEmulatorUrl: rig.shopify.url,
  });
}
