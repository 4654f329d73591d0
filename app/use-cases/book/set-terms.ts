import { listAccounts } from "#app/db/book-charts.ts";
import { deleteAccountMappings, listAccountMappings, upsertAccountMappings } from "#app/db/book-mappings.ts";
import { type BookRow, lockBook, markBookState, markBookTerms } from "#app/db/books.ts";
import { queueBacklog } from "#app/db/delivery-entries.ts";
import { inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { type Cadence, isStockKind, type Method, type StockBooker } from "#app/domain/book/book.ts";
import { suggestAccounts } from "#app/domain/book/suggest-accounts.ts";
import { type Day, dayIn } from "#app/domain/dates.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { noteAct } from "../audit/note-act.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { insertDeliverJob, insertFormJob } from "./book-of.ts";

export type BookTerms = { cadence: Cadence; method: Method; startsOn: Day; stockBookedBy: StockBooker };

/**
 * From when, how often and in which way a book is written to. Where something else books the same stock
 * already, our entries against the inventory account would take it off twice: then only another way is taken.
 * A new book begins with it, unless it is held until somebody has looked at what would be sent.
 */
export async function setBookTerms(
  ctx: ShopContext,
  command: BookTerms & { bookId: string },
  { isHeld = false } = {},
): Promise<Result<{ bookId: string }>> {
  const bar = await barredFromMoney(ctx, "keep-books");
  if (bar) return refuse(bar);
  const { bookId, ...terms } = command;
  const today = dayIn(ctx.shop.timeZone, ctx.clock.now());
  if (terms.stockBookedBy !== "nobody" && terms.method === "perpetual")
    return refuse({ code: "stock-booked-elsewhere", at: ["method"] });
  if (terms.startsOn > today) return refuse({ code: "future-date", at: ["startsOn"], facts: { today } });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ bookId: string }>> => {
    const book = await lockBook(tx, bookId);
    if (!book) return refuse({ code: "not-found" });
    if (book.state === "disconnected") return refuse({ code: "book-signed-out" });
    if (book.currency !== ctx.shop.currency)
      return refuse({ code: "book-currency", facts: { book: book.currency, shop: ctx.shop.currency } });
    await markBookTerms(tx, bookId, terms);
    await fitCredited(ctx, tx, book, terms.method);
    await noteAct(ctx, tx, { kind: "book-terms-set", subjectId: bookId, facts: { ...terms } });
    if (!isHeld || book.state !== "setting-up") await begin(ctx, tx, { ...book, ...terms });
    return ok({ bookId });
  });
}

/** From here on it is delivered to, with what was booked here since the day it starts on. */
export async function startBook(
  ctx: ShopContext,
  { bookId }: { bookId: string },
): Promise<Result<{ bookId: string }>> {
  const bar = await barredFromMoney(ctx, "keep-books");
  if (bar) return refuse(bar);
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ bookId: string }>> => {
    const book = await lockBook(tx, bookId);
    if (!book) return refuse({ code: "not-found" });
    if (book.state === "connected") return ok({ bookId });
    if (book.state !== "setting-up") return refuse({ code: "book-signed-out" });
    if (!book.startsOn || !book.stockBookedBy) return refuse({ code: "book-not-ready" });
    if (book.currency !== ctx.shop.currency)
      return refuse({ code: "book-currency", facts: { book: book.currency, shop: ctx.shop.currency } });
    await begin(ctx, tx, { ...book, startsOn: book.startsOn });
    await noteAct(ctx, tx, { kind: "book-started", subjectId: bookId, facts: {} });
    return ok({ bookId });
  });
}

async function begin(ctx: ShopContext, tx: Tx, book: BookRow & { startsOn: Day }): Promise<void> {
  if (book.state === "setting-up") await markBookState(tx, book.id, "connected");
  if (book.method === "reports-only") return;
  await queueBacklog(tx, ctx.shopId, book.id, book.startsOn);
  await insertFormJob(tx);
  // What was tried and not ended before it began goes on too.
  await insertDeliverJob(tx, book.id, 0);
}

/**
 * What is credited, once the way of booking changes: a reclass never takes an account of stock, and a book
 * that carries its stock no account of cost. What fitted before is taken away, another proposed if it can be.
 */
async function fitCredited(ctx: ShopContext, tx: Tx, { id, method: was }: BookRow, method: Method) {
  const chart = await listAccounts(tx, id);
  const credited = (await listAccountMappings(tx, id)).get("inventory");
  const account = chart.find((one) => one.id === credited);
  if (method === "reclass" && account && isStockKind(account.kind))
    return deleteAccountMappings(tx, id, ["inventory"]);
  if (method !== "perpetual" || was !== "reclass" || (account && isStockKind(account.kind))) return;
  await deleteAccountMappings(tx, id, ["inventory"]);
  const proposed = suggestAccounts(chart).get("inventory");
  if (proposed) await upsertAccountMappings(tx, ctx.shopId, id, [{ role: "inventory", accountId: proposed }]);
}
