import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { markItemDeleted } from "#app/db/mirrors.ts";
import type { ItemId } from "#app/domain/ids.ts";
import type { ShopContext } from "../shop-context.ts";

/** Documents keep their own picture of the goods; only the mirror forgets. */
export async function noteItemDeleted(ctx: ShopContext, itemId: ItemId): Promise<void> {
  await inShopTransaction(ctx.database, ctx.shopId, (tx) => markItemDeleted(tx, itemId));
}
