import { findBook } from "#app/db/books.ts";
import { findNextDue } from "#app/db/deliveries.ts";
import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { ShopContext } from "../shop-context.ts";
import { isInstalled } from "../write-off/is-installed.ts";
import { insertDeliverJob, mayDeliver } from "./book-of.ts";
import { deliverSome } from "./deliver-some.ts";

const SOONEST_MS = 200;

/**
 * Sends what is due to a book, in lanes, so that the organisation's pace is used up while some wait for their
 * answers. Ends after a while; what is left, or must be looked at later, has a job of its own.
 */
export async function deliverBook(ctx: ShopContext, bookId: string): Promise<void> {
  const until = ctx.clock.now().getTime() + limits.deliveryRunMs;
  const lanes = Array.from({ length: limits.deliveryLanes }, () => laneOf(ctx, bookId, until));
  const ends = await Promise.allSettled(lanes);
  const failed = ends.find((end) => end.status === "rejected");
  await comeAgain(ctx, bookId, failed?.reason);
  if (failed && !(failed.reason instanceof AdapterError)) throw failed.reason;
}

async function laneOf(ctx: ShopContext, bookId: string, until: number): Promise<void> {
  while (ctx.clock.now().getTime() < until) if ((await deliverSome(ctx, bookId)) === 0) return;
}

async function comeAgain(ctx: ShopContext, bookId: string, failure: unknown): Promise<void> {
  const book = await inShop(ctx.database, ctx.shopId, (tx) => findBook(tx, bookId));
  if (!mayDeliver(book) || !(await isInstalled(ctx))) return;
  const toldMs = failure instanceof AdapterError ? Math.max(failure.delayMs, limits.deliveryLookAgainMs) : 0;
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const dueMs = await findNextDue(tx, bookId);
    if (dueMs !== null) await insertDeliverJob(tx, bookId, Math.max(dueMs, toldMs, SOONEST_MS));
  });
}
