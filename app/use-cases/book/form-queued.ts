import { drawNumbers, lockBook } from "#app/db/books.ts";
import { insertDeliveries } from "#app/db/deliveries.ts";
import { listBooksWithQueued, listQueuedEntries } from "#app/db/delivery-entries.ts";
import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { referenceOf } from "#app/domain/book/book.ts";
import { formDeliveries } from "#app/domain/book/form.ts";
import { dayIn } from "#app/domain/dates.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "../shop-context.ts";
import { insertDeliverJob } from "./book-of.ts";

/** Puts the entries that wait into deliveries; what they are made of is fixed from then on. */
export async function formQueued(ctx: ShopContext): Promise<void> {
  const bookIds = await inShop(ctx.database, ctx.shopId, listBooksWithQueued);
  for (const bookId of bookIds) while ((await formSome(ctx, bookId)) > 0);
}

async function formSome(ctx: ShopContext, bookId: string): Promise<number> {
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const book = await lockBook(tx, bookId);
    const capabilities = ctx.books.offered.find(({ kind }) => kind === book?.kind);
    if (!book || !capabilities) return 0;
    const queued = await listQueuedEntries(tx, bookId, limits.entriesFormedAtOnce);
    const today = dayIn(ctx.shop.timeZone, ctx.clock.now());
    const formed = formDeliveries(queued, { cadence: book.cadence, today, linesMax: capabilities.linesMax });
    if (formed.length === 0) return 0;
    const last = await drawNumbers(tx, bookId, formed.length);
    const numbered = formed.map((delivery, index) => ({
      ...{ id: ctx.ids.next(), bookId, ...delivery },
      reference: referenceOf(book.prefix, last - formed.length + 1 + index),
    }));
    await insertDeliveries(tx, ctx.shopId, numbered);
    await insertDeliverJob(tx, bookId, 0);
    return formed.length;
  });
}
