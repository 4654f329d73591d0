import { lockBook, markBookState, markBookTerms } from "#app/db/books.ts";
import { queueBacklog } from "#app/db/delivery-entries.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import type { Cadence, Method, StockBooker } from "#app/domain/book/book.ts";
import { type Day, dayIn } from "#app/domain/dates.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { seesCost } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { insertFormJob, noteBookAct } from "./book-of.ts";

export type BookTerms = { cadence: Cadence; method: Method; startsOn: Day; stockBookedBy: StockBooker };

/**
 * From when, how often and in which way a book is written to. Where something else books the same stock
 * already, our entries against the inventory account would take it off twice: then only another way is taken.
 */
export async function setBookTerms(
  ctx: ShopContext,
  command: BookTerms & { bookId: string },
): Promise<Result<{ bookId: string }>> {
  if (!(await seesCost(ctx, { ask: true }))) return refuse({ code: "may-not-see-cost" });
  const { bookId, ...terms } = command;
  if (terms.stockBookedBy !== "nobody" && terms.method === "perpetual")
    return refuse({ code: "stock-booked-elsewhere", at: ["method"] });
  if (terms.startsOn > dayIn(ctx.shop.timeZone, ctx.clock.now()))
    return refuse({ code: "future-date", at: ["startsOn"] });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ bookId: string }>> => {
    const book = await lockBook(tx, bookId);
    if (!book) return refuse({ code: "not-found" });
    if (book.state === "disconnected") return refuse({ code: "book-signed-out" });
    if (book.currency !== ctx.shop.currency)
      return refuse({ code: "book-currency", facts: { book: book.currency, shop: ctx.shop.currency } });
    await markBookTerms(tx, bookId, terms);
    if (book.state === "setting-up") await markBookState(tx, bookId, "connected");
    if (terms.method !== "reports-only") {
      await queueBacklog(tx, ctx.shopId, bookId, terms.startsOn);
      await insertFormJob(tx);
    }
    await noteBookAct(ctx, tx, { kind: "book-terms-set", subjectId: bookId, facts: { ...terms } });
    return ok({ bookId });
  });
}
