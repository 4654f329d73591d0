import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { lockSettings } from "#app/db/shop-settings.ts";
import { findWatch, markWatch } from "#app/db/signals.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { Watch, WatchCommand } from "#app/domain/signal/watch.ts";
import type { ShopContext } from "../shop-context.ts";

/** What is noticed from now on; what was noticed stays with the requests it made. */
export async function changeWatch(
  ctx: ShopContext,
  { watch }: WatchCommand,
): Promise<Result<{ watch: Watch | null }>> {
  const { person } = ctx;
  const bar = barOf(person, "people");
  if (!person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    await lockSettings(tx);
    const was = await findWatch(tx);
    await markWatch(tx, watch);
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "watch-changed",
      subjectId: ctx.shopId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { watch, was },
    });
    return ok({ watch });
  });
}
