import { inShop } from "#app/db/in-shop-transaction.ts";
import { type Result, refuse } from "#app/domain/result.ts";
import { planReversal } from "#app/domain/write-off/plan-reversal.ts";
import type { ReversalCommand } from "#app/domain/write-off/reversal-command.ts";
import type { ShopContext } from "../shop-context.ts";
import { carryOut } from "./carry-out.ts";
import { commitPlan, type Submitted } from "./commit-plan.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { findFirstAnswer } from "./first-answer.ts";
import { gatherReversal } from "./gather-reversal.ts";

/** Undoes a settled document with a document of its own; the original stays as it was. */
export async function reverseWriteOff(
  ctx: ShopContext,
  command: ReversalCommand,
): Promise<Result<Submitted>> {
  if (!ctx.person?.mayWriteOff) return refuse({ code: "may-not-write-off" });
  const fingerprint = fingerprintOf(command);
  const first = await inShop(ctx.database, ctx.shopId, (tx) => findFirstAnswer(tx, command.id, fingerprint));
  if (first) return first;

  const facts = await gatherReversal(ctx, command);
  if (!facts.ok) return facts;
  const plan = planReversal(command, facts.value.original, facts.value, ctx.clock.now());
  if (!plan.ok) return plan;
  const committed = await commitPlan(ctx, plan.value, { fingerprint, stock: facts.value.stock });
  if (committed.ok && committed.value.first) await carryOut(ctx, command.id, committed.value.begun);
  return committed;
}
