import type { Tx } from "./in-shop-transaction.ts";

export type TaskName =
  | "carry-out"
  | "seal-audit"
  | "webhook"
  | "form-deliveries"
  | "deliver"
  | "watch-book"
  | "deliver-hooks"
  | "read-pricing"
  | "tell-news"
  | "make-digests"
  | "send-mail";

/**
 * One job a key: a later wish for the same work moves the waiting job or, with `keep`, leaves it as it is.
 */
export async function insertJob(
  tx: Tx,
  job: { task: TaskName; payload: object; key: string; delayMs: number; whenPending: "replace" | "keep" },
): Promise<void> {
  const mode = job.whenPending === "keep" ? "preserve_run_at" : "replace";
  await tx.$executeRaw`
    SELECT add_shop_job(${job.task}, ${JSON.stringify(job.payload)}::jsonb, ${job.key},
                        clock_timestamp() + ${job.delayMs} * interval '1 millisecond', ${mode}, 0)`;
}

export async function insertCarryOutJob(tx: Tx, documentId: string, delayMs: number): Promise<void> {
  await insertJob(tx, {
    task: "carry-out",
    payload: { documentId },
    key: `carry-out:${documentId}`,
    delayMs,
    whenPending: "replace",
  });
}

/** The book is looked at soon: it said something that what is known of it does not explain. */
export async function insertWatchJob(tx: Tx, bookId: string): Promise<void> {
  await insertJob(tx, {
    task: "watch-book",
    payload: { bookId },
    key: `watch-book:${bookId}`,
    delayMs: 0,
    whenPending: "replace",
  });
}

/** The same job once more, later: its own key is free again while it runs. */
export async function insertJobAgain(
  tx: Tx,
  shopId: string,
  job: { task_identifier: string; payload: unknown; key: string | null; id: string },
  delayMs: number,
): Promise<void> {
  const key = job.key?.startsWith(`${shopId}:`) ? job.key.slice(shopId.length + 1) : `again:${job.id}`;
  await insertJob(tx, {
    task: job.task_identifier as TaskName,
    payload: job.payload as object,
    key,
    delayMs,
    whenPending: "replace",
  });
}
