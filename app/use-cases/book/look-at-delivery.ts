import { listAccounts, listDimensions } from "#app/db/book-charts.ts";
import { findBook } from "#app/db/books.ts";
import { findDelivery } from "#app/db/deliveries.ts";
import { listSentBodies } from "#app/db/delivery-attempts.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import { type Difference, differencesOf } from "#app/domain/book/difference.ts";
import { journalOf } from "#app/domain/book/journal.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookAccount, BookDimension, BookPort, RemoteJournal } from "#app/ports/book.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";

export type SeenDelivery = {
  /** All that the book holds under its number, and what was booked for it under another. */
  held: RemoteJournal[];
  /** Of the first of them, against what was sent. */
  differences: Difference[];
  currency: string;
  accounts: BookAccount[];
  dimensions: BookDimension[];
};

/** What the book itself holds of a delivery, read now. Nothing is changed by looking. */
export async function lookAtDelivery(
  ctx: ShopContext,
  { deliveryId }: { deliveryId: string },
): Promise<Result<SeenDelivery>> {
  const bar = await barredFromMoney(ctx, "keep-books");
  if (bar) return refuse(bar);
  const known = await inShop(ctx.database, ctx.shopId, async (tx) => {
    const delivery = await findDelivery(tx, deliveryId);
    const book = delivery && (await findBook(tx, delivery.bookId));
    if (!delivery || !book) return null;
    const bodies = await listSentBodies(tx, [delivery.id]);
    const accounts = await listAccounts(tx, book.id);
    return {
      delivery,
      book,
      body: bodies.get(delivery.id),
      accounts,
      dimensions: await listDimensions(tx, book.id),
    };
  });
  if (!known) return refuse({ code: "not-found" });
  const { delivery, book, body, ...chart } = known;
  if (!ctx.books.offered.some(({ kind }) => kind === book.kind)) return refuse({ code: "book-not-offered" });
  if (book.state === "signed-out" || book.state === "disconnected")
    return refuse({ code: "book-signed-out" });
  try {
    const held = await heldOf(ctx.books.open(book), delivery);
    const [first] = held;
    const differences = body && first ? differencesOf(journalOf(body), first) : [];
    return ok({ held, differences, currency: delivery.currency, ...chart });
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    ctx.log.warn({ error, deliveryId }, "A book could not be read for a page");
    return refuse({ code: error.kind === "disconnected" ? "book-signed-out" : "book-unreachable" });
  }
}

/** The journal we know by its id first, even where somebody gave it another number there. */
export async function heldOf(
  port: BookPort,
  { reference, remoteId }: { reference: string; remoteId: string | null },
): Promise<RemoteJournal[]> {
  const held = await port.findByReferences([reference]);
  if (remoteId === null) return held;
  const ours = held.find((one) => one.remoteId === remoteId) ?? (await port.find(remoteId));
  return [...(ours ? [ours] : []), ...held.filter((one) => one.remoteId !== remoteId)];
}
