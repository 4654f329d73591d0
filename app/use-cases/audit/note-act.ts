import { insertAuditEvent } from "#app/db/audit-events.ts";
import type { Tx } from "#app/db/in-shop-transaction.ts";
import type { AuditEvent } from "#app/domain/audit/event.ts";
import type { ShopContext } from "../shop-context.ts";

/** What was done, by the person who is there or by nobody in particular. */
export async function noteAct(
  ctx: ShopContext,
  tx: Tx,
  act: Pick<AuditEvent, "kind" | "subjectId" | "facts"> & { id?: string },
): Promise<void> {
  await insertAuditEvent(tx, ctx.shopId, {
    id: ctx.ids.next(),
    ...act,
    personId: ctx.person?.userId ?? null,
    at: ctx.clock.now().toISOString(),
  });
}
