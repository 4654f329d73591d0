import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { barOf } from "#app/domain/approval/role.ts";
import type { AuditValue } from "#app/domain/audit/event.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { ticketOf } from "../evidence/open-address.ts";
import type { ShopContext } from "../shop-context.ts";
import { sealAudit } from "./seal-audit.ts";

export type AuditExport = { whole: boolean; [filter: string]: AuditValue | undefined };

/** Whoever takes the trail along leaves a trace in it; then all that waits is sealed, so that it is whole. */
export async function grantAuditExport(
  ctx: ShopContext,
  wanted: AuditExport,
): Promise<Result<{ ticket: string }>> {
  const { person } = ctx;
  const bar = barOf(person, "audit");
  if (!person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  const told = Object.entries(wanted).filter(([, value]) => value !== undefined) as [string, AuditValue][];
  const ticket = await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const id = ctx.ids.next();
    await insertAuditEvent(tx, ctx.shopId, {
      id,
      kind: "audit-exported",
      subjectId: id,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: Object.fromEntries(told),
    });
    return ticketOf(ctx, tx, `audit ${JSON.stringify(Object.fromEntries(told))}`);
  });
  await sealAudit(ctx);
  return ok({ ticket });
}
