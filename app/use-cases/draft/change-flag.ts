import { insertAuditEvent } from "#app/db/audit-events.ts";
import { lockDraftLines, markDraftLine } from "#app/db/draft-lines.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { listReasons } from "#app/db/reasons.ts";
import { barOf } from "#app/domain/approval/role.ts";
import type { ChangeFlagCommand } from "#app/domain/draft/flag-command.ts";
import type { Problem } from "#app/domain/problem.ts";
import { checkReason } from "#app/domain/reason/check-reason.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";
import { barOfLines } from "./bar-of-lines.ts";

/** Another quantity, reason or note for what stands on a list, if it still stands there as it was seen. */
export async function changeFlag(
  ctx: ShopContext,
  command: ChangeFlagCommand,
): Promise<Result<{ id: string; revision: number }>> {
  const { person } = ctx;
  const bar = barOf(person, "request");
  if (!person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  return inShopTransaction(
    ctx.database,
    ctx.shopId,
    async (tx): Promise<Result<{ id: string; revision: number }>> => {
      const held = await lockDraftLines(tx, [command.id]);
      const barred = await barOfLines(tx, person, { wanted: [command], held });
      if (barred) return refuse(barred);
      const reasons = await listReasons(tx);
      const problems = checkReason(
        reasons.find(({ id }) => id === command.reasonId),
        { reasonId: command.reasonId, note: "said later" },
        "off",
      ).map(({ field, problem }): Problem => ({ ...problem, at: [field] }));
      const needed = problems.filter(({ code }) => code !== "evidence-needed");
      if (needed.length > 0) return refuse(...needed);
      await markDraftLine(tx, command);
      await insertAuditEvent(tx, ctx.shopId, {
        id: ctx.ids.next(),
        kind: "flag-changed",
        subjectId: command.id,
        personId: person.userId,
        at: ctx.clock.now().toISOString(),
        facts: { quantity: command.quantity, reason: command.reasonId },
      });
      return ok({ id: command.id, revision: command.revision + 1 });
    },
  );
}
