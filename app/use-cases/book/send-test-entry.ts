import { drawNumbers, lockBook } from "#app/db/books.ts";
import { findDelivery, insertDeliveries } from "#app/db/deliveries.ts";
import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { referenceOf } from "#app/domain/book/book.ts";
import { dayIn } from "#app/domain/dates.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import { noteAct } from "../audit/note-act.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { insertDeliverJob, mayTest } from "./book-of.ts";
import { deliverSome } from "./deliver-some.ts";

/**
 * The smallest entry there is and its reversal, to see that the book takes what we send. A person waits for
 * it, so it is tried at once; what is not over in time goes on like any delivery.
 */
export async function sendTestEntry(
  ctx: ShopContext,
  { bookId }: { bookId: string },
): Promise<Result<{ deliveryIds: string[]; confirmed: boolean }>> {
  const bar = await barredFromMoney(ctx, "keep-books");
  if (bar) return refuse(bar);
  const made = await makeTest(ctx, bookId);
  if (!made.ok) return made;
  for (const id of made.value) {
    await tryAtOnce(ctx, bookId, id);
    const delivery = await inShop(ctx.database, ctx.shopId, (tx) => findDelivery(tx, id));
    if (delivery?.state !== "confirmed") return ok({ deliveryIds: made.value, confirmed: false });
  }
  return ok({ deliveryIds: made.value, confirmed: true });
}

async function makeTest(ctx: ShopContext, bookId: string): Promise<Result<string[]>> {
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<string[]>> => {
    const book = await lockBook(tx, bookId);
    if (!book) return refuse({ code: "not-found" });
    if (book.currency !== ctx.shop.currency)
      return refuse({ code: "book-currency", facts: { book: book.currency, shop: ctx.shop.currency } });
    if (!mayTest(book)) return refuse({ code: "book-not-ready" });
    const last = await drawNumbers(tx, bookId, 2);
    const ids = [ctx.ids.next(), ctx.ids.next()];
    const tries = ids.map((id, index) => ({
      ...{ id, bookId, scope: "test" as const, currency: book.currency, entryIds: [] },
      reference: referenceOf(book.prefix, last - 1 + index),
      accountingDate: dayIn(ctx.shop.timeZone, ctx.clock.now()),
      ...(index === 1 && ids[0] ? { reversesId: ids[0] } : {}),
    }));
    await insertDeliveries(tx, ctx.shopId, tries);
    await insertDeliverJob(tx, bookId, 1_000);
    await noteAct(ctx, tx, { kind: "book-tested", subjectId: bookId, facts: { deliveries: ids } });
    return ok(ids);
  });
}

async function tryAtOnce(ctx: ShopContext, bookId: string, deliveryId: string): Promise<void> {
  try {
    await deliverSome(ctx, bookId, deliveryId);
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    ctx.log.warn({ error, bookId }, "A test entry waits for the book");
  }
}
