import type { BookRow } from "#app/db/books.ts";
import type { Tx } from "#app/db/in-shop-transaction.ts";
import { insertJob } from "#app/db/jobs.ts";

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
