import { insertAuditEvent } from "#app/db/audit-events.ts";
import type { BookRow } from "#app/db/books.ts";
import type { Tx } from "#app/db/in-shop-transaction.ts";
import { insertJob } from "#app/db/jobs.ts";
import type { AuditEvent, AuditKind } from "#app/domain/audit/event.ts";
import type { ShopContext } from "../shop-context.ts";

/** Whether something may be sent to it now. */
export function mayDeliver(book: BookRow | null): book is BookRow {
  return (
    book !== null && book.state === "connected" && book.pausedAt === null && book.method !== "reports-only"
  );
}

/** A test may be sent before the book begins: a person wishes for it and waits. */
export function mayTest(book: BookRow): boolean {
  const { state, startsOn, pausedAt, method } = book;
  const isBegun = state === "connected" || (state === "setting-up" && startsOn !== null);
  return isBegun && pausedAt === null && method !== "reports-only";
}

export async function insertDeliverJob(tx: Tx, bookId: string, delayMs: number): Promise<void> {
  await insertJob(tx, {
    task: "deliver",
    payload: { bookId },
    key: `deliver:${bookId}`,
    delayMs,
    whenPending: "replace",
  });
}

export async function insertFormJob(tx: Tx): Promise<void> {
  await insertJob(tx, {
    task: "form-deliveries",
    payload: {},
    key: "form-deliveries",
    delayMs: 0,
    whenPending: "keep",
  });
}

/** What was done with a book or a delivery, by a person or by nobody in particular. */
export async function noteBookAct(
  ctx: ShopContext,
  tx: Tx,
  act: { kind: AuditKind; subjectId: string; facts: AuditEvent["facts"] },
): Promise<void> {
  await insertAuditEvent(tx, ctx.shopId, {
    id: ctx.ids.next(),
    ...act,
    personId: ctx.person?.userId ?? null,
    at: ctx.clock.now().toISOString(),
  });
}
