import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { markReason } from "#app/db/reasons.ts";
import type { ChangeReasonCommand } from "#app/domain/reason/reason-command.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";

/** Renames or archives; documents keep the name a reason had when they were made. */
export async function changeReason(
  ctx: ShopContext,
  command: ChangeReasonCommand,
): Promise<Result<{ id: string }>> {
  const { person } = ctx;
  if (!person?.mayWriteOff) return refuse({ code: "may-not-write-off" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ id: string }>> => {
    if (!(await markReason(tx, command)))
      return refuse({ code: "unknown-reason", facts: { reason: command.id } });
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "reason-changed",
      subjectId: ctx.shopId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { ...command },
    });
    return ok({ id: command.id });
  });
}
