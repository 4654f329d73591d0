import { insertAuditEvent } from "#app/db/audit-events.ts";
import { insertClosing, lockClosing } from "#app/db/closings.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import type { Day } from "#app/domain/dates.ts";
import type { ReopenCommand } from "#app/domain/journal/closing-command.ts";
import { planReopening } from "#app/domain/journal/plan-closing.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";

type Reopened = { closedThrough: Day | null };

/** The owner alone undoes a closing, and says why; the cause is kept beside the trail, not inside it. */
export async function reopenPeriod(
  ctx: ShopContext,
  { through, cause }: ReopenCommand,
): Promise<Result<Reopened>> {
  const { person } = ctx;
  if (!person?.accountOwner) return refuse({ code: "owner-only" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<Reopened>> => {
    const { closedThrough } = await lockClosing(tx);
    if (closedThrough === through) return ok({ closedThrough });
    const plan = planReopening(through, closedThrough);
    if (!plan.ok) return plan;
    const closing = { id: ctx.ids.next(), through, cause, personId: person.userId };
    await insertClosing(tx, ctx.shopId, closing);
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "books-reopened",
      subjectId: ctx.shopId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { closingId: closing.id, through, was: closedThrough },
    });
    return ok({ closedThrough: through });
  });
}
