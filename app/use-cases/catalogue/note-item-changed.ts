import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { markItemStale } from "#app/db/mirrors.ts";
import type { ItemId } from "#app/domain/ids.ts";
import type { ShopContext } from "../shop-context.ts";

/** The news may be old; what is true now is read when the item is next needed. */
export async function noteItemChanged(ctx: ShopContext, itemId: ItemId): Promise<void> {
  await inShopTransaction(ctx.database, ctx.shopId, (tx) => markItemStale(tx, itemId));
}
