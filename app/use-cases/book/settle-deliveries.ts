import { type BookRow, lockBook, markBookState } from "#app/db/books.ts";
import { isAnothers, markOutcome, type Outcome } from "#app/db/deliveries.ts";
import { markAttemptEnded, markNotSent } from "#app/db/delivery-attempts.ts";
import { inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { insertWatchJob } from "#app/db/jobs.ts";
import { bodyOf } from "#app/domain/book/journal.ts";
import type { Verdict } from "#app/domain/book/verdict.ts";
import { limits } from "#app/domain/limits.ts";
import type { AdapterError } from "#app/ports/adapter-error.ts";
import type { SendAnswer } from "#app/ports/book.ts";
import { noteAct } from "../audit/note-act.ts";
import type { ShopContext } from "../shop-context.ts";
import type { Sending } from "./deliver-some.ts";
import type { GatheredDelivery } from "./gather-deliveries.ts";

/** How a round with one delivery ended. */
export type Ended =
  | (Verdict & { delivery: GatheredDelivery; attemptId: string | null })
  | { kind: "send"; delivery: GatheredDelivery }
  | { kind: "answered"; sending: Sending; answer: Exclude<SendAnswer, { kind: "sent" }> }
  | { kind: "put-off"; delivery: GatheredDelivery; error: AdapterError };

/** All or nothing, and each only for who still holds it: another may know better by now. */
export async function settleDeliveries(
  ctx: ShopContext,
  book: BookRow,
  holder: string,
  ended: Ended[],
): Promise<void> {
  if (ended.length === 0) return;
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    // The book before its deliveries, and these in order: as everybody locks them.
    if (ended.some(isSignedOut)) await signOut(ctx, tx, book);
    if (ended.some(isNews)) await insertWatchJob(tx, book.id);
    for (const one of ended.toSorted((left, right) => idOf(left).localeCompare(idOf(right))))
      await settleOne(ctx, tx, holder, one);
  });
}

async function settleOne(ctx: ShopContext, tx: Tx, holder: string, ended: Ended): Promise<void> {
  const id = idOf(ended);
  switch (ended.kind) {
    case "confirm":
      return confirm(ctx, tx, { id, holder }, ended);
    case "reject": {
      const { trouble, facts, attemptId } = ended;
      // What stands there is somebody else's: nothing came of ours.
      if (attemptId) await markAttemptEnded(tx, { id: attemptId, state: "absent", answer: facts });
      return reject(ctx, tx, { id, holder, state: "rejected", trouble, troubleFacts: facts });
    }
    case "look-again":
    case "send":
      return void (await markOutcome(tx, { id, holder, state: "sent", dueInMs: limits.deliveryLookAgainMs }));
    case "put-off": {
      const state = ended.delivery.attempt ? "sent" : "waiting";
      return void (await markOutcome(tx, { id, holder, state, dueInMs: ended.error.delayMs }));
    }
    case "answered":
      return settleAnswer(ctx, tx, holder, ended);
  }
}

async function confirm(
  ctx: ShopContext,
  tx: Tx,
  { id, holder }: { id: string; holder: string },
  { held, meant, drift, differences, attemptId, delivery }: Extract<Ended, { kind: "confirm" }>,
): Promise<void> {
  const { remoteId, version, address } = held;
  if (await isAnothers(tx, { id, bookId: delivery.row.bookId, remoteId })) {
    // Somebody gave it our number there: it is what another delivery was booked as.
    const facts = { remoteIds: [remoteId] };
    if (attemptId) await markAttemptEnded(tx, { id: attemptId, state: "rejected", answer: facts });
    return reject(ctx, tx, { id, holder, state: "rejected", trouble: "duplicate", troubleFacts: facts });
  }
  const remote = { remoteId, version, address, day: held.date };
  const driftFacts = drift ? { differences } : null;
  // An attempt keeps its own body. What was found without one is compared with this from now on.
  const compared = attemptId ? null : bodyOf(meant);
  if (!(await markOutcome(tx, { id, holder, state: "confirmed", remote, compared, drift, driftFacts })))
    return;
  if (attemptId) await markAttemptEnded(tx, { id: attemptId, state: "confirmed", answer: { remoteId } });
  await noteAct(ctx, tx, { kind: "delivery-confirmed", subjectId: id, facts: { remoteId, drift } });
}

async function reject(ctx: ShopContext, tx: Tx, outcome: Outcome): Promise<void> {
  if (!(await markOutcome(tx, outcome))) return;
  await noteAct(ctx, tx, {
    kind: "delivery-rejected",
    subjectId: outcome.id,
    facts: { trouble: outcome.trouble ?? null },
  });
}

async function settleAnswer(
  ctx: ShopContext,
  tx: Tx,
  holder: string,
  { sending, answer }: Extract<Ended, { kind: "answered" }>,
): Promise<void> {
  const { delivery, attemptId, sends } = sending;
  const { id } = delivery.row;
  const again = { id, holder, state: "sent", dueInMs: limits.deliveryLookAgainMs } as const;
  switch (answer.kind) {
    case "unanswered":
      return void (await markOutcome(tx, again));
    case "not-sent":
      if (await markOutcome(tx, { ...again, dueInMs: answer.delayMs })) await markNotSent(tx, attemptId);
      return;
    case "rejected": {
      // The number is taken though nothing was found under it: it may be our own, not listed yet.
      if (answer.why === "duplicate" && sends === 1) return void (await markOutcome(tx, again));
      if (answer.why === "auth") {
        if (!(await markOutcome(tx, { ...again, state: "waiting", dueInMs: 0 }))) return;
        return markAttemptEnded(tx, { id: attemptId, state: "rejected", answer });
      }
      await reject(ctx, tx, {
        id,
        holder,
        state: "rejected",
        trouble: answer.why,
        troubleFacts: { code: answer.code, text: answer.vendorText },
      });
      return markAttemptEnded(tx, { id: attemptId, state: "rejected", answer });
    }
  }
}

function isSignedOut(ended: Ended): boolean {
  if (ended.kind === "put-off") return ended.error.kind === "disconnected";
  if (ended.kind !== "answered") return false;
  const { answer } = ended;
  return (
    (answer.kind === "not-sent" && answer.why === "signed-out") ||
    (answer.kind === "rejected" && answer.why === "auth")
  );
}

/** The book's own word, of a lock or an account that we did not know of when we sent. */
function isNews(ended: Ended): boolean {
  if (ended.kind !== "answered" || ended.answer.kind !== "rejected") return false;
  return ended.answer.why === "period-closed" || ended.answer.why === "mapping";
}

/** The book takes us no more: everything waits until somebody signs in again. */
async function signOut(ctx: ShopContext, tx: Tx, book: BookRow): Promise<void> {
  const now = await lockBook(tx, book.id);
  if (now?.state !== "connected" || now.connectedAt.getTime() !== book.connectedAt.getTime()) return;
  await markBookState(tx, book.id, "signed-out");
  await noteAct(ctx, tx, { kind: "book-signed-out", subjectId: book.id, facts: {} });
}

function idOf(ended: Ended): string {
  return ended.kind === "answered" ? ended.sending.delivery.row.id : ended.delivery.row.id;
}
