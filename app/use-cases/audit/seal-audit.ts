import { sealAuditEvents } from "#app/db/audit-events.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "../shop-context.ts";

/** Seals what has happened, some at a time, until nothing waits. */
export async function sealAudit(ctx: ShopContext): Promise<void> {
  let sealed: number;
  do {
    sealed = await inShopTransaction(ctx.database, ctx.shopId, (tx) => sealAuditEvents(tx, limits.sealBatch));
  } while (sealed === limits.sealBatch);
}
