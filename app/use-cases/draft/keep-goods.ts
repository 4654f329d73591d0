import { insertAuditEvent } from "#app/db/audit-events.ts";
import { lockDraftLines, markDraftLineKept } from "#app/db/draft-lines.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { barOf } from "#app/domain/approval/role.ts";
import type { KeepCommand } from "#app/domain/draft/begin-command.ts";
import type { SalvageStaying } from "#app/domain/reason/salvage.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";
import { barOfLines } from "./bar-of-lines.ts";
import { flagUnsellable } from "./flag-unsellable.ts";

/**
 * Goods that something can still be had from stay on the shelf and on the list of their location, with what
 * is to become of them. Each is a wish of its own: sent again after an interruption, what was done is done.
 */
export async function keepGoods(ctx: ShopContext, command: KeepCommand): Promise<Result<{ kept: number }>> {
  const bar = barOf(ctx.person, "request");
  if (bar) return refuse(bar);
  for (const { draftLineId, ...line } of command.lines) {
    const { salvage } = command;
    const kept =
      draftLineId && salvage
        ? await keepFlagged(ctx, draftLineId, salvage)
        : await flagUnsellable(ctx, { ...line, ...(salvage ? { salvage } : {}) });
    if (!kept.ok) return kept;
  }
  return ok({ kept: command.lines.length });
}

async function keepFlagged(
  ctx: ShopContext,
  id: string,
  salvage: SalvageStaying,
): Promise<Result<{ id: string }>> {
  const { person } = ctx;
  if (!person) return refuse({ code: "may-not-write-off" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ id: string }>> => {
    const held = await lockDraftLines(tx, [id]);
    const wanted = held.map(({ revision }) => ({ id, revision }));
    const barred =
      held.length === 0 ? ({ code: "not-found" } as const) : await barOfLines(tx, person, { wanted, held });
    if (barred) return refuse(barred);
    await markDraftLineKept(tx, id, salvage);
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "flag-changed",
      subjectId: id,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { salvage },
    });
    return ok({ id });
  });
}
