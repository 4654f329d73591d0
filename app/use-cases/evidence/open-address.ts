import { findAddressKey, readTicket, shopOfTicket, ticketFor } from "#app/db/address-keys.ts";
import { type Database, inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import { findShop, type ShopRow } from "#app/db/shops.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "../shop-context.ts";

/** An address that opens one thing for a while, for whatever a browser fetches without a sign-in. */
export async function ticketOf(ctx: ShopContext, tx: Tx, opens: string): Promise<string> {
  const key = await findAddressKey(tx, ctx.shopId);
  const until = new Date(ctx.clock.now().getTime() + limits.fileAddressMs);
  return ticketFor({ key, shopId: ctx.shopId }, opens, until);
}

export type Opened = { shop: ShopRow; opens: string };

/** Null for what we never gave out, what is over, and a shop that is gone: nobody is told which. */
export async function openAddress(database: Database, ticket: string, now: Date): Promise<Opened | null> {
  const shopId = shopOfTicket(ticket);
  if (!shopId) return null;
  return inShop(database, shopId, async (tx) => {
    const shop = await findShop(tx, shopId);
    if (!shop || shop.uninstalledAt) return null;
    const opens = readTicket(await findAddressKey(tx, shopId), ticket, now);
    return opens === null ? null : { shop, opens };
  });
}
