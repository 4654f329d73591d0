import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { markReminded } from "#app/db/requests.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "../shop-context.ts";

/** Notes which requests have waited too long; whoever tells people reads it in the trail. */
export async function remindOfRequests(ctx: ShopContext): Promise<number> {
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const due = await markReminded(tx, ctx.shopId, limits.remindedAtOnce);
    for (const { id, hours } of due) {
      await insertAuditEvent(tx, ctx.shopId, {
        id: ctx.ids.next(),
        kind: "request-reminded",
        subjectId: id,
        personId: null,
        at: ctx.clock.now().toISOString(),
        facts: { hours },
      });
    }
    return due.length;
  });
}
