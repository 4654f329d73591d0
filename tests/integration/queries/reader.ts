import type { Database } from "#app/db/in-shop-transaction.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

/** A context that can read and nothing else: a query that calls Shopify fails its test. */
export function reader(
  database: Database,
  shopId: string,
  now = new Date("2026-11-21T12:00:00Z"),
): ShopContext {
  return {
    database,
    shopId,
    domain: "mug-shop.myshopify.com",
    shop: { name: "Mug Shop", currency: "EUR", timeZone: "Europe/Berlin", locale: "en" },
    person: {
      userId: "1",
      name: "Olivia Owner",
      locale: "en",
      mayWriteOff: true,
      accountOwner: false,
      costSight: null,
      role: null,
      locations: [],
    },
    shopify: undefined as never,
    books: undefined as never,
    hooks: undefined as never,
    admin: { pageUrl: (path) => `https://admin.example${path}`, planUrl: "https://admin.example/plans" },
    mail: null,
    files: undefined as never,
    clock: { now: () => now, sleep: async () => {} },
    ids: { next: () => crypto.randomUUID() },
    log: { debug() {}, info() {}, warn() {}, error() {} },
  };
}
