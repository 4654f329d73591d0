import { type BookRow, drawNumbers, findBook, lockBook, markDescribed } from "#app/db/books.ts";
import {
  type DeliveryRow,
  findDelivery,
  lockDelivery,
  markOutcome,
  markReversalByHand,
  markWaitingAgain,
  releaseOpened,
} from "#app/db/deliveries.ts";
import { markDrift } from "#app/db/drifted-deliveries.ts";
import { inShop, inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { referenceOf } from "#app/domain/book/book.ts";
import { type Resolution, waysOutOf } from "#app/domain/book/resolution.ts";
import { isLike } from "#app/domain/book/verdict.ts";
import { dayIn } from "#app/domain/dates.ts";
import type { Problem } from "#app/domain/problem.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookJournal, BookOrganisation, BookPort, RemoteJournal } from "#app/ports/book.ts";
import { noteAct } from "../audit/note-act.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { insertDeliverJob } from "./book-of.ts";
import { listRefused } from "./gather-deliveries.ts";
import { heldOf } from "./look-at-delivery.ts";
import { bodiesOf, isStanding, noteDrift, seenOf } from "./note-drift.ts";

/** A person's way out of a delivery's trouble. What is still booked there is never sent a second time. */
export async function resolveDelivery(
  ctx: ShopContext,
  command: { deliveryId: string; resolution: Resolution },
): Promise<Result<{ deliveryId: string }>> {
  const bar = await barredFromMoney(ctx, "keep-books");
  if (bar) return refuse(bar);
  const { deliveryId, resolution } = command;
  const asked = await ask(ctx, deliveryId, resolution);
  if (!asked.ok) return asked;
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ deliveryId: string }>> => {
    const seen = await findDelivery(tx, deliveryId);
    const { organisation, held } = asked.value;
    if (seen && organisation) await markDescribed(tx, seen.bookId, organisation);
    const book = seen && (await lockBook(tx, seen.bookId));
    const delivery = book && (await lockDelivery(tx, deliveryId));
    if (!book || !delivery) return refuse({ code: "not-found" });
    if (!waysOutOf(delivery).includes(resolution.way)) return refuse({ code: "delivery-moved-on" });
    if (resolution.way === "look-again") {
      const bodies = await bodiesOf(tx, [delivery]);
      await noteDrift(ctx, tx, delivery, seenOf(delivery, bodies.get(deliveryId), held));
      return ok({ deliveryId });
    }
    const problem = await carryOut(ctx, tx, book, delivery, resolution);
    if (problem) return refuse(problem);
    // The day that is locked was just read anew: what is open there by now goes on as well.
    if (organisation) await releaseOpened(tx, book.id, book.lockDate);
    await insertDeliverJob(tx, book.id, 0);
    const { way } = resolution;
    const day = resolution.way === "on-day" ? resolution.day : null;
    const facts = { way, day, was: delivery.trouble ?? delivery.drift, reference: delivery.reference };
    await noteAct(ctx, tx, { kind: "delivery-resolved", subjectId: deliveryId, facts });
    return ok({ deliveryId });
  });
}

async function carryOut(
  ctx: ShopContext,
  tx: Tx,
  book: BookRow,
  delivery: DeliveryRow,
  resolution: Exclude<Resolution, { way: "look-again" }>,
): Promise<Problem | null> {
  const { id } = delivery;
  const personId = ctx.person?.userId ?? null;
  switch (resolution.way) {
    case "again":
      await markWaitingAgain(tx, id, {});
      return null;
    case "new-number":
      await markWaitingAgain(tx, id, {
        reference: referenceOf(book.prefix, await drawNumbers(tx, book.id, 1)),
      });
      return null;
    case "on-day": {
      const { day } = resolution;
      const today = dayIn(ctx.shop.timeZone, ctx.clock.now());
      if (day > today) return { code: "future-date", at: ["day"], facts: { today } };
      if (book.lockDate && day <= book.lockDate)
        return { code: "day-locked", at: ["day"], facts: { lockDate: book.lockDate } };
      await markWaitingAgain(tx, id, { remoteDate: day });
      return null;
    }
    case "by-hand": {
      const troubleFacts = { note: resolution.note, personId };
      await markOutcome(tx, { id, holder: null, state: "by-hand", troubleFacts });
      await markReversalByHand(tx, id, troubleFacts);
      return null;
    }
    case "accept": {
      const { drift: accepted, driftFacts } = delivery;
      const differences = driftFacts?.differences ?? [];
      const facts = { accepted, differences, note: resolution.note, personId };
      await markDrift(tx, id, { drift: null, facts, version: null, day: null });
      return null;
    }
  }
}

type Asked = { organisation: BookOrganisation | null; held: RemoteJournal[] };

/**
 * What only the book itself can say: before another number is drawn for what was booked once, that it is
 * gone; before a closed day is tried again, what is closed now; and what stands there by now.
 */
async function ask(ctx: ShopContext, deliveryId: string, { way }: Resolution): Promise<Result<Asked>> {
  const { delivery, book, earlier } = await inShop(ctx.database, ctx.shopId, async (tx) => {
    const found = await findDelivery(tx, deliveryId);
    const sent = found ? await listRefused(tx, [found]) : null;
    return {
      delivery: found,
      book: found && (await findBook(tx, found.bookId)),
      earlier: sent?.get(deliveryId) ?? [],
    };
  });
  if (!delivery || !book) return refuse({ code: "not-found" });
  const looksForOurs = way === "new-number" && (delivery.remoteId !== null || earlier.length > 0);
  const looksForLock = delivery.trouble === "period-closed" && (way === "on-day" || way === "again");
  const asked: Asked = { organisation: null, held: [] };
  if (!looksForOurs && !looksForLock && way !== "look-again") return ok(asked);
  if (book.state !== "connected") return refuse({ code: "book-signed-out" });
  try {
    const port = ctx.books.open(book);
    if (looksForLock) return ok({ ...asked, organisation: await port.describe() });
    if (way === "look-again") return ok({ ...asked, held: await heldOf(port, delivery) });
    const { reference } = delivery;
    return (await stands(port, delivery, earlier))
      ? refuse({ code: "still-in-the-book", facts: { reference } })
      : ok(asked);
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    return refuse({ code: "book-unreachable" });
  }
}

/** Under its number or, where somebody gave it another there, under the book's own name for it. */
async function stands(port: BookPort, delivery: DeliveryRow, earlier: BookJournal[]): Promise<boolean> {
  const held = await port.findByReferences([delivery.reference]);
  if (delivery.remoteId === null)
    return held.some((one) => isStanding(one) && earlier.some((body) => isLike(body, one)));
  const known = await port.find(delivery.remoteId);
  return [...held, ...(known ? [known] : [])].some(isStanding);
}
