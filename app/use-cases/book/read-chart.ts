import { findBook } from "#app/db/books.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { lookAtBook } from "./watch-book.ts";

/** Accounts, marks and lock date as they are there now, for a person who has just changed them. */
export async function readChart(
  ctx: ShopContext,
  { bookId }: { bookId: string },
): Promise<Result<{ bookId: string }>> {
  const bar = await barredFromMoney(ctx, "keep-books");
  if (bar) return refuse(bar);
  const book = await inShop(ctx.database, ctx.shopId, (tx) => findBook(tx, bookId));
  if (!book) return refuse({ code: "not-found" });
  if (!ctx.books.offered.some(({ kind }) => kind === book.kind)) return refuse({ code: "book-not-offered" });
  if (book.state !== "connected" && book.state !== "setting-up") return refuse({ code: "book-signed-out" });
  try {
    const isIn = await lookAtBook(ctx, book);
    return isIn ? ok({ bookId }) : refuse({ code: "book-signed-out" });
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    ctx.log.warn({ error, bookId }, "A book could not be read again");
    return refuse({ code: "book-unreachable" });
  }
}
