import { deleteBookTokens, findBookTokens } from "#app/db/book-tokens.ts";
import { type BookRow, leaveOrganisation, lockBook, markBookState } from "#app/db/books.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { SealedTokens } from "#app/ports/books.ts";
import { noteAct } from "../audit/note-act.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";

/** What became of our rights there; "lost": we have nothing any more with which to give them back. */
export type Leaving = "revoked" | "left to another shop" | "unreachable" | "lost";

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
  const way = await leaveBook(ctx, bookId);
  if (way === null) return refuse({ code: "not-found" });
  await forgetTokens(ctx, bookId);
  return ok({ bookId, revoked: way === "revoked" || way === "left to another shop" });
}

/**
 * Marked first and given back afterwards: of two shops that leave one organisation at once the second sees
 * that the first has left. Who dies in between leaves tokens with a book that has ended: found every day.
 */
export async function leaveBook(ctx: ShopContext, bookId: string): Promise<Leaving | null> {
  const left = await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const book = await lockBook(tx, bookId);
    if (!book) return null;
    if (book.state !== "disconnected") await markBookState(tx, bookId, "disconnected");
    const isShared = await leaveOrganisation(tx, bookId);
    if (book.state !== "disconnected")
      await noteAct(ctx, tx, { kind: "book-disconnected", subjectId: bookId, facts: { isShared } });
    return { book, sealed: await findBookTokens(tx, bookId), isShared };
  });
  if (!left) return null;
  // The vendor knows one app in an organisation: what it took from us it would take from the other shop.
  return left.isShared ? "left to another shop" : giveBack(ctx, left.book, left.sealed);
}

/** Unless somebody has connected it again meanwhile. */
export async function forgetTokens(ctx: ShopContext, bookId: string): Promise<void> {
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const book = await lockBook(tx, bookId);
    if (book?.state === "disconnected") await deleteBookTokens(tx, bookId);
  });
}

async function giveBack(ctx: ShopContext, book: BookRow, sealed: SealedTokens | null): Promise<Leaving> {
  const tokens = sealed && ctx.books.unseal(book.id, sealed);
  if (!tokens || !ctx.books.offered.some(({ kind }) => kind === book.kind)) return "lost";
  try {
    await ctx.books.signInOf(book.kind).revoke(tokens, book.organisationId);
    return "revoked";
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    ctx.log.warn({ error, bookId: book.id }, "A book's rights could not be given back");
    return "unreachable";
  }
}
