import { deleteBookTokens, findBookTokens } from "#app/db/book-tokens.ts";
import { findBook, isSharedBook, lockBook, markBookState, markPaused } from "#app/db/books.ts";
import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { insertDeliverJob, noteBookAct } from "./book-of.ts";

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
    await noteBookAct(ctx, tx, { kind, subjectId: bookId, facts: {} });
    return ok({ bookId });
  });
}

/**
 * Our rights there are given back, unless another shop lives by them, and our tokens forgotten, even where
 * the vendor cannot be reached. What was delivered stays known; what was not waits in case the same
 * organisation is connected again.
 */
export async function disconnectBook(
  ctx: ShopContext,
  { bookId }: { bookId: string },
): Promise<Result<{ bookId: string; revoked: boolean }>> {
  const bar = await barredFromMoney(ctx, "keep-books");
  if (bar) return refuse(bar);
  const way = await revoke(ctx, bookId);
  const revoked = way === "revoked";
  return inShopTransaction(
    ctx.database,
    ctx.shopId,
    async (tx): Promise<Result<{ bookId: string; revoked: boolean }>> => {
      const book = await lockBook(tx, bookId);
      if (!book) return refuse({ code: "not-found" });
      await deleteBookTokens(tx, bookId);
      if (book.state !== "disconnected") {
        await markBookState(tx, bookId, "disconnected");
        await noteBookAct(ctx, tx, { kind: "book-disconnected", subjectId: bookId, facts: { revoked, way } });
      }
      return ok({ bookId, revoked: way !== "unreachable" });
    },
  );
}

async function revoke(
  ctx: ShopContext,
  bookId: string,
): Promise<"revoked" | "left to another shop" | "unreachable"> {
  const { book, sealed, isShared } = await inShop(ctx.database, ctx.shopId, async (tx) => ({
    book: await findBook(tx, bookId),
    sealed: await findBookTokens(tx, bookId),
    isShared: await isSharedBook(tx, bookId),
  }));
  // The vendor knows one app in an organisation: what it took from us it would take from the other shop.
  if (isShared) return "left to another shop";
  const tokens = sealed && ctx.books.unseal(bookId, sealed);
  if (!book || !tokens || !ctx.books.offered.some(({ kind }) => kind === book.kind)) return "unreachable";
  try {
    await ctx.books.signInOf(book.kind).revoke(tokens, book.organisationId);
    return "revoked";
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    ctx.log.warn({ error, bookId }, "A book's rights could not be given back");
    return "unreachable";
  }
}
