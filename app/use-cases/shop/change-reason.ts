import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { listReasons, markReason } from "#app/db/reasons.ts";
import type { ChangeReasonCommand } from "#app/domain/reason/reason-command.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";
import { seesCost } from "./see-cost.ts";

/**
 * Documents keep what a reason was when they were made. Which account a loss goes to is for those who see
 * what it costs.
 */
export async function changeReason(
  ctx: ShopContext,
  command: ChangeReasonCommand,
): Promise<Result<{ id: string }>> {
  const { person } = ctx;
  if (!person?.mayWriteOff) return refuse({ code: "may-not-write-off" });
  if ((await booksElsewhere(ctx, command)) && !(await seesCost(ctx, { ask: true })))
    return refuse({ code: "may-not-see-cost", at: ["debitRole"] });
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

async function booksElsewhere(ctx: ShopContext, { id, debitRole }: ChangeReasonCommand): Promise<boolean> {
  const reasons = await inShop(ctx.database, ctx.shopId, listReasons);
  return reasons.some((reason) => reason.id === id && reason.debitRole !== debitRole);
}
