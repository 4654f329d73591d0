import { booksOf } from "#app/adapters/accounting/books.ts";
import { cipherOf } from "#app/adapters/cipher.ts";
import { filesInDatabase } from "#app/adapters/files/index.ts";
import { createHookPost } from "#app/adapters/hooks/index.ts";
import { adminAddressesOf } from "#app/adapters/shopify/admin-addresses.ts";
import { createShopifyPort } from "#app/adapters/shopify/index.ts";
import { systemClock, systemIds } from "#app/adapters/system-clock.ts";
import { shopBudget } from "#app/db/budgets.ts";
import { type Database, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { openDatabase } from "#app/db/open-database.ts";
import { findPerson, insertPerson } from "#app/db/people.ts";
import { openShop } from "#app/db/shops.ts";
import type { BookKind, BookVendor } from "#app/ports/book.ts";
import type { Clock } from "#app/ports/clock.ts";
import type { Log } from "#app/ports/log.ts";
import type { ShopBudget } from "#app/ports/shop-budget.ts";
import type { Caller } from "#app/ports/shopify.ts";
import { refreshShop } from "#app/use-cases/shop/refresh-shop.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import { awayFromMidnight } from "./away-from-midnight.ts";

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

type Sleep = (ms: number) => Promise<unknown>;

export type ShopWorld = {
  database: Database;
  shopId: string;
  /** With a person present, by their name in the scenario; without one, as the worker works. */
  as(firstName: string | null, parts?: Partial<ShopContext>): Promise<ShopContext>;
};

/**
 * One emulated shop and the app's own database, joined by the real port: what a use case meets in production,
 * without a web server between.
 */
export async function openShopWorld(
  emulator: ShopifyEmulator,
  appUrl: string,
  options: {
    shop?: string;
    clock?: Clock;
    database?: Database;
    calm?: boolean;
    sleep?: Sleep;
    vendors?: ReadonlyMap<BookKind, BookVendor>;
  } = {},
): Promise<ShopWorld> {
  await awayFromMidnight();
  const shop = emulator.shop(options.shop ?? "mug-shop");
  const database = options.database ?? openDatabase(appUrl, () => {});
  const shopId = await openShop(database, shop.domain);
  const tokens = new Map<string, string>();
  const worker: ShopContext = {
    database,
    shopId,
    domain: shop.domain,
    shop: { name: shop.name, currency: shop.currency, timeZone: shop.timeZone, locale: "en" },
    person: null,
    shopify: createShopifyPort({
      domain: shop.domain,
      fetch: (input, init) => {
        const url = new URL(String(input));
        const headers = new Headers(init?.headers);
        headers.set("x-forwarded-host", url.host);
        return fetch(new URL(url.pathname, emulator.url), { ...init, headers });
      },
      tokenOf: async (caller) => tokenOf(caller),
      forget: async (caller) => void tokens.delete(keyOf(caller)),
      budget: options.calm ? openHanded : shopBudget(database, shopId),
      ...(options.sleep ? { sleep: options.sleep } : {}),
      log: silentLog,
    }),
    books: booksOf({
      database,
      shopId,
      cipher: cipherOf([{ id: "test", key: Buffer.alloc(32, 7) }]),
      clock: options.clock ?? systemClock,
      ids: systemIds,
      log: silentLog,
      vendors: options.vendors ?? new Map(),
    }),
    hooks: createHookPost({
      shopId,
      cipher: cipherOf([{ id: "test", key: Buffer.alloc(32, 7) }]),
      clock: options.clock ?? systemClock,
      allowsLoopback: true,
    }),
    admin: adminAddressesOf({ domain: shop.domain, app: "lossbook", emulatorUrl: emulator.url }),
    mail: null,
    files: filesInDatabase(database, shopId),
    clock: options.clock ?? systemClock,
    ids: systemIds,
    log: silentLog,
  };
  await refreshShop(worker);
  return { database, shopId, as };

  function tokenOf(caller: Caller): string {
    const known = tokens.get(keyOf(caller));
    if (known) return known;
    const made =
      caller.kind === "app"
        ? emulator.offlineToken(shop.domain)
        : emulator.onlineToken(caller.userId, shop.domain);
    tokens.set(keyOf(caller), made);
    return made;
  }

  async function as(firstName: string | null, parts: Partial<ShopContext> = {}): Promise<ShopContext> {
    if (firstName === null) return { ...worker, ...parts };
    const staff = [...emulator.shop(shop.domain).staff.values()].find((one) => one.firstName === firstName);
    if (!staff) throw new Error(`nobody is called ${firstName} in ${shop.domain}`);
    const { id: userId, email, accountOwner, mayChangeInventory: mayWriteOff } = staff;
    const person = {
      userId,
      name: `${staff.firstName} ${staff.lastName}`,
      locale: "en",
      mayWriteOff,
      accountOwner,
    };
    const row = await inShopTransaction(database, shopId, async (tx) => {
      await insertPerson(tx, shopId, { ...person, email }, new Date());
      return findPerson(tx, shopId, userId);
    });
    const readAt = row?.costReadAt ?? null;
    const costSight = readAt ? { seesCost: row?.seesCost ?? false, readAt } : null;
    const { role = null, locations = [] } = row ?? {};
    return { ...worker, person: { ...person, costSight, role, locations }, ...parts };
  }
}

/** For tests whose subject is not the budget and that must not wait for it. */
const openHanded: ShopBudget = {
  take: async () => ({ kind: "taken", ticket: { points: 0, window: "0", spentEver: 0 } }),
  note: async () => {},
};

function keyOf(caller: Caller): string {
  return caller.kind === "app" ? "app" : caller.userId;
}
