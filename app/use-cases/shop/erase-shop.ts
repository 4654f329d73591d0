import { listBooksWithTokens } from "#app/db/book-tokens.ts";
import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { eraseShopRows, findShop } from "#app/db/shops.ts";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import { leaveBook } from "../book/disconnect-book.ts";
import type { ShopContext } from "../shop-context.ts";

/**
 * Everything of a shop that is gone, after what it was allowed to do in its books was given back. False when
 * it is installed, or was installed again after the request.
 */
export async function eraseShop(ctx: ShopContext, askedAt: Date): Promise<boolean> {
  if (await isGone(ctx, askedAt)) await leaveBooks(ctx, askedAt);
  const erased = await inShopTransaction(ctx.database, ctx.shopId, (tx) => eraseShopRows(tx, askedAt));
  ctx.log.info({ shopId: ctx.shopId, erased }, "a shop asked to be erased");
  return erased;
}

async function isGone(ctx: ShopContext, askedAt: Date): Promise<boolean> {
  const shop = await inShop(ctx.database, ctx.shopId, (tx) => findShop(tx, ctx.shopId));
  return shop !== null && shop.uninstalledAt !== null && shop.installProvedAt <= askedAt;
}

/** A vendor that is away is waited for, but not for longer than a day: erasing comes first then. */
async function leaveBooks(ctx: ShopContext, askedAt: Date): Promise<void> {
  const bookIds = await inShop(ctx.database, ctx.shopId, listBooksWithTokens);
  const isPatient = ctx.clock.now().getTime() < askedAt.getTime() + limits.erasureWaitsMs;
  for (const bookId of bookIds) {
    const way = await leaveBook(ctx, bookId);
    if (way === "unreachable" && isPatient)
      throw new AdapterError("retry", "a book's rights are to be given back first");
  }
}
