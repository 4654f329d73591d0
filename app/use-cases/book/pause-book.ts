import { lockBook, markPaused } from "#app/db/books.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { noteAct } from "../audit/note-act.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { insertDeliverJob } from "./book-of.ts";

/** Nothing goes out to a paused book; what was sent already ends as it ends. */
export async function pauseBook(
  ctx: ShopContext,
  { bookId, isPaused }: { bookId: string; isPaused: boolean },
): Promise<Result<{ bookId: string }>> {
  const bar = await barredFromMoney(ctx, "keep-books");
  if (bar) return refuse(bar);
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ bookId: string }>> => {
    const book = await lockBook(tx, bookId);
    if (!book) return refuse({ code: "not-found" });
    if ((book.pausedAt !== null) === isPaused) return ok({ bookId });
    await markPaused(tx, bookId, isPaused);
    if (!isPaused) await insertDeliverJob(tx, bookId, 0);
    const kind = isPaused ? "book-paused" : "book-resumed";
    await noteAct(ctx, tx, { kind, subjectId: bookId, facts: {} });
    return ok({ bookId });
  });
}
