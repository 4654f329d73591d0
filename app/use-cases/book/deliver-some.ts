import { findBook } from "#app/db/books.ts";
import { claimDeliveries } from "#app/db/deliveries.ts";
import { insertDeliveryAttempts, markResent, markSending } from "#app/db/delivery-attempts.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { type BookJournal, bodyOf } from "#app/domain/book/journal.ts";
import { verdictOf } from "#app/domain/book/verdict.ts";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookPort, RemoteJournal, SendAnswer } from "#app/ports/book.ts";
import type { ShopContext } from "../shop-context.ts";
import { isInstalled } from "../write-off/is-installed.ts";
import { mayDeliver, mayTest } from "./book-of.ts";
import { type GatheredDelivery, gatherDeliveries } from "./gather-deliveries.ts";
import { judgeDelivery } from "./judge-delivery.ts";
import { type Ended, settleDeliveries } from "./settle-deliveries.ts";

/** One send that is about to happen, or has: its attempt stands in the database. */
export type Sending = {
  delivery: GatheredDelivery;
  attemptId: string;
  journal: BookJournal;
  sends: number;
};

/**
 * Takes some of a book's deliveries: find → send with key → find → read back and compare. Whatever is
 * not known at the end stays sent, and is found or sent again, under the same key, when it is due. Answers
 * how many it took.
 */
export async function deliverSome(
  ctx: ShopContext,
  bookId: string,
  only: string | null = null,
): Promise<number> {
  if (!(await isInstalled(ctx))) return 0;
  const claim = await claimSome(ctx, bookId, only);
  if (!claim) return 0;
  const { book, holder, deliveries, port } = claim;
  const settle = (ended: Ended[]) => settleDeliveries(ctx, book, holder, ended);
  try {
    const held = await port.findByReferences(deliveries.map(({ row }) => row.reference));
    const judged = deliveries.map((delivery) => judgeDelivery(ctx, book, delivery, held));
    await settle(judged.filter((one) => one.kind !== "send"));
    const toSend = judged.filter((one) => one.kind === "send").map(({ delivery }) => delivery);
    const sendings = await beginSends(ctx, holder, toSend);
    const answers = await Promise.all(
      sendings.map(async (sending) => ({ sending, answer: await send(port, sending) })),
    );
    await settle(await readBack(port, answers));
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    await settle(deliveries.map((delivery) => ({ kind: "put-off", delivery, error })));
    if (error.kind !== "disconnected") throw error;
  }
  return deliveries.length;
}

async function claimSome(ctx: ShopContext, bookId: string, only: string | null) {
  const holder = ctx.ids.next();
  const callsUntil = new Date(ctx.clock.now().getTime() + limits.deliveryLeaseMs - limits.callTimeoutMs);
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const book = await findBook(tx, bookId);
    if (!book || !(only === null ? mayDeliver(book) : mayTest(book))) return null;
    if (!ctx.books.offered.some(({ kind }) => kind === book.kind)) return null;
    const rows = await claimDeliveries(tx, { bookId, holder, most: limits.deliveriesAtOnce, only });
    if (rows.length === 0) return null;
    const capabilities = ctx.books.capabilitiesOf(book.kind);
    const deliveries = await gatherDeliveries(tx, { book, capabilities, locale: ctx.shop.locale }, rows);
    return { book, holder, deliveries, port: ctx.books.open(book, callsUntil) };
  });
}

/** The rows stand before the calls; whoever lost their lease meanwhile calls nobody. */
async function beginSends(
  ctx: ShopContext,
  holder: string,
  deliveries: GatheredDelivery[],
): Promise<Sending[]> {
  if (deliveries.length === 0) return [];
  const sendings = deliveries.flatMap((delivery): Sending[] => {
    const { attempt, sent, plan } = delivery;
    if (attempt && sent)
      return [{ delivery, attemptId: attempt.id, journal: sent, sends: attempt.sends + 1 }];
    return plan.ok ? [{ delivery, attemptId: ctx.ids.next(), journal: plan.journal, sends: 1 }] : [];
  });
  const isOurs = await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const ids = deliveries.map(({ row }) => row.id);
    if ((await markSending(tx, holder, ids)) !== ids.length) return false;
    const [first, again] = [
      sendings.filter(({ sends }) => sends === 1),
      sendings.filter(({ sends }) => sends > 1),
    ];
    await insertDeliveryAttempts(
      tx,
      ctx.shopId,
      first.map(({ attemptId: id, delivery, journal }) => ({
        id,
        deliveryId: delivery.row.id,
        body: bodyOf(journal),
      })),
    );
    await markResent(
      tx,
      again.map(({ attemptId }) => attemptId),
    );
    return true;
  });
  return isOurs ? sendings : [];
}

async function send(port: BookPort, { journal, attemptId }: Sending): Promise<SendAnswer> {
  try {
    return await port.send(journal, attemptId);
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    if (error.kind === "uncertain") return { kind: "unanswered", why: error.message };
    const why = error.kind === "disconnected" ? "signed-out" : "throttled";
    return { kind: "not-sent", why, delayMs: error.delayMs };
  }
}

/** What the book holds now of what it said to have booked; its own answer where the list lags behind. */
async function readBack(
  port: BookPort,
  answers: { sending: Sending; answer: SendAnswer }[],
): Promise<Ended[]> {
  const booked = answers.filter(({ answer }) => answer.kind === "sent");
  const held =
    booked.length === 0
      ? []
      : await heldOf(
          port,
          booked.map(({ sending }) => sending.journal.reference),
        );
  return answers.map(({ sending, answer }): Ended => {
    const { delivery, attemptId, journal } = sending;
    if (answer.kind !== "sent") return { kind: "answered", sending, answer };
    const listed = held.filter(({ reference }) => reference === journal.reference);
    const { remoteId } = answer.journal;
    const isListed = listed.some((one) => one.remoteId === remoteId);
    const seen = isListed ? listed : [answer.journal, ...listed];
    return {
      ...verdictOf({ held: seen, sent: journal, planned: null, isQuiet: false, bookedAs: remoteId }),
      delivery,
      attemptId,
    } as Ended;
  });
}

/** Reading back may fail as any reading; what was answered is known all the same. */
async function heldOf(port: BookPort, references: string[]): Promise<RemoteJournal[]> {
  try {
    return await port.findByReferences(references);
  } catch (error) {
    if (error instanceof AdapterError) return [];
    throw error;
  }
}
