import { inShop } from "#app/db/in-shop-transaction.ts";
import { findShop } from "#app/db/shops.ts";
import type { ShopContext } from "../shop-context.ts";

export async function isInstalled(ctx: ShopContext): Promise<boolean> {
  const shop = await inShop(ctx.database, ctx.shopId, (tx) => findShop(tx, ctx.shopId));
  return shop !== null && shop.uninstalledAt === null;
}
