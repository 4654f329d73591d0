import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { eraseShopRows } from "#app/db/shops.ts";
import type { ShopContext } from "../shop-context.ts";

/**
 * Everything of a shop that is gone. False when it is installed, or was installed again after the request.
 */
export async function eraseShop(ctx: ShopContext, askedAt: Date): Promise<boolean> {
  const erased = await inShopTransaction(ctx.database, ctx.shopId, (tx) => eraseShopRows(tx, askedAt));
  ctx.log.info({ shopId: ctx.shopId, erased }, "a shop asked to be erased");
  return erased;
}
