import type { Pool } from "pg";
import { listBooksToLookAt } from "#app/db/forsaken-books.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { insertJob } from "#app/db/jobs.ts";
import { database } from "#app/db.server.ts";

const SPREAD_MS = 5 * 60_000;

/**
 * Every quarter of an hour each connected book is looked at, days and months that are over are formed, and
 * deliveries whose job is gone get another. Spread over some minutes, so that the vendors are not stormed.
 */
export async function lookAtBooks(owner: Pool): Promise<void> {
  for (const { shopId, bookId, isQueued, isDue } of await listBooksToLookAt(owner))
    await inShopTransaction(database, shopId, async (tx) => {
      const job = { payload: { bookId }, whenPending: "keep" } as const;
      await insertJob(tx, {
        ...job,
        task: "watch-book",
        key: `watch-book:${bookId}`,
        delayMs: Math.random() * SPREAD_MS,
      });
      if (isQueued)
        await insertJob(tx, {
          ...job,
          task: "form-deliveries",
          payload: {},
          key: "form-deliveries",
          delayMs: 0,
        });
      if (isDue) await insertJob(tx, { ...job, task: "deliver", key: `deliver:${bookId}`, delayMs: 0 });
    });
}
