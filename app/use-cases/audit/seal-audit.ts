import { sealAuditEvents } from "#app/db/audit-events.ts";
import { inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { insertJob } from "#app/db/jobs.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "../shop-context.ts";

/** Seals what has happened, some at a time, until nothing waits. */
export async function sealAudit(ctx: ShopContext): Promise<void> {
  let sealed: number;
  do {
    sealed = await inShopTransaction(ctx.database, ctx.shopId, seal);
  } while (sealed === limits.sealBatch);
}

/** What is sealed has its place in the order in which people are told. */
async function seal(tx: Tx): Promise<number> {
  const sealed = await sealAuditEvents(tx, limits.sealBatch);
  if (sealed > 0)
    await insertJob(tx, {
      task: "tell-news",
      payload: {},
      key: "tell-news",
      delayMs: 0,
      whenPending: "keep",
    });
  return sealed;
}
