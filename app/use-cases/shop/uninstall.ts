import { listWaitingDocuments } from "#app/db/adjustments.ts";
import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { insertCarryOutJob } from "#app/db/jobs.ts";
import { deleteSessions } from "#app/db/sessions.ts";
import { markUninstalled } from "#app/db/shops.ts";
import type { ShopContext } from "../shop-context.ts";

/** Stops all work. False when the shop was installed again after this uninstall, which then says nothing. */
export async function uninstallShop(ctx: ShopContext, triggeredAt: Date): Promise<boolean> {
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    if (!(await markUninstalled(tx, ctx.shopId, triggeredAt))) return false;
    await deleteSessions(tx, ctx.shopId, "all");
    // What was sent becomes a task, what was not is refused: carrying out does both without a call.
    for (const documentId of await listWaitingDocuments(tx)) await insertCarryOutJob(tx, documentId, 0);
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "shop-uninstalled",
      subjectId: ctx.shopId,
      personId: null,
      at: ctx.clock.now().toISOString(),
      facts: { triggeredAt: triggeredAt.toISOString() },
    });
    return true;
  });
}
