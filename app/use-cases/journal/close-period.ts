import { insertAuditEvent } from "#app/db/audit-events.ts";
import { countOpenWork, insertClosing, lockClosing } from "#app/db/closings.ts";
import { inShopTransaction, isCheckViolation, type Tx } from "#app/db/in-shop-transaction.ts";
import { type Day, dayIn } from "#app/domain/dates.ts";
import type { CloseCommand } from "#app/domain/journal/closing-command.ts";
import { planClosing } from "#app/domain/journal/plan-closing.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { PersonContext, ShopContext } from "../shop-context.ts";

type Closed = { closedThrough: Day };

const ROUNDS_MAX = 5;

/** Nothing is booked on or before that day any more. What is still open is looked for under the lock. */
export async function closePeriod(ctx: ShopContext, command: CloseCommand): Promise<Result<Closed>> {
  const { person } = ctx;
  const bar = await barredFromMoney(ctx, "keep-books");
  if (!person || bar) return refuse(bar ?? { code: "may-not-see-cost" });
  for (let round = 1; ; round += 1) {
    try {
      return await inShopTransaction(ctx.database, ctx.shopId, (tx) => closeIn(ctx, tx, person, command));
    } catch (error) {
      // A document that came between our look and the database's own: now it is seen, and named.
      if (!isCheckViolation(error) || round === ROUNDS_MAX) throw error;
    }
  }
}

async function closeIn(
  ctx: ShopContext,
  tx: Tx,
  person: PersonContext,
  { through }: CloseCommand,
): Promise<Result<Closed>> {
  const { closedThrough, timeZone } = await lockClosing(tx);
  if (closedThrough === through) return ok({ closedThrough: through });
  const now = ctx.clock.now();
  const today = dayIn(timeZone, now);
  const open = await countOpenWork(tx, { through, today });
  const plan = planClosing(through, { today, closedThrough, open });
  if (!plan.ok) return plan;
  const closing = { id: ctx.ids.next(), through, cause: "", personId: person.userId };
  await insertClosing(tx, ctx.shopId, closing);
  await insertAuditEvent(tx, ctx.shopId, {
    id: ctx.ids.next(),
    kind: "books-closed",
    subjectId: ctx.shopId,
    personId: person.userId,
    at: now.toISOString(),
    facts: { closingId: closing.id, through, was: closedThrough },
  });
  return ok({ closedThrough: through });
}
