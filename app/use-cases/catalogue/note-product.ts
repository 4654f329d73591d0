import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { markItemDeleted, markItemStale } from "#app/db/mirrors.ts";
import { listItemsOfProduct } from "#app/db/product-items.ts";
import type { ProductId } from "#app/domain/ids.ts";
import type { ShopContext } from "../shop-context.ts";

/** A product's title or variants changed, or it is gone: so it is for every item of it. */
export async function noteProduct(
  ctx: ShopContext,
  productId: ProductId,
  what: "changed" | "deleted",
): Promise<void> {
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const mark = what === "deleted" ? markItemDeleted : markItemStale;
    for (const itemId of await listItemsOfProduct(tx, ctx.shopId, productId)) await mark(tx, itemId);
  });
}
