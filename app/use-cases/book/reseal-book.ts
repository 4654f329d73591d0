import { lockBookTokens, markBookResealed } from "#app/db/book-tokens.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import type { ShopContext } from "../shop-context.ts";

/** The same tokens under the current key; false where there are none, or no key opens them any more. */
export async function resealBook(ctx: ShopContext, bookId: string): Promise<boolean> {
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const sealed = await lockBookTokens(tx, bookId);
    const tokens = sealed && ctx.books.unseal(bookId, sealed);
    if (!tokens) return false;
    await markBookResealed(tx, bookId, ctx.books.seal(bookId, tokens));
    return true;
  });
}
