import { inShop } from "#app/db/in-shop-transaction.ts";
import { type Result, refuse } from "#app/domain/result.ts";
import { planWriteOff } from "#app/domain/write-off/plan-write-off.ts";
import type { WriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import type { ShopContext } from "../shop-context.ts";
import { carryOut } from "./carry-out.ts";
import { commitPlan, type Submitted } from "./commit-plan.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { findFirstAnswer } from "./first-answer.ts";
import { gatherFacts, readOurs } from "./gather-facts.ts";

/** Gather, plan, commit; then carry it out at once, because a person is waiting. */
export async function submitWriteOff(ctx: ShopContext, command: WriteOffCommand): Promise<Result<Submitted>> {
  if (!ctx.person?.mayWriteOff) return refuse({ code: "may-not-write-off" });
  const fingerprint = fingerprintOf(command);
  const known = await inShop(ctx.database, ctx.shopId, async (tx) => {
    const [first, ours] = await Promise.all([findFirstAnswer(tx, command.id, fingerprint), readOurs(tx)]);
    return { first, ours };
  });
  if (known.first) return known.first;

  const facts = await gatherFacts(ctx, command, known.ours);
  const plan = planWriteOff(command, facts, ctx.clock.now());
  if (!plan.ok) return plan;
  const committed = await commitPlan(ctx, plan.value, { fingerprint, stock: facts.stock });
  if (committed.ok && committed.value.first) await carryOut(ctx, command.id, committed.value.begun);
  return committed;
}
