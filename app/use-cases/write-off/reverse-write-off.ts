import { inShop } from "#app/db/in-shop-transaction.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { type Result, refuse } from "#app/domain/result.ts";
import { planReversal } from "#app/domain/write-off/plan-reversal.ts";
import type { ReversalCommand } from "#app/domain/write-off/reversal-command.ts";
import { makeRequest } from "../request/make-request.ts";
import { orAskFirst } from "../request/or-ask-first.ts";
import { frozenReversal } from "../request/plan-asked.ts";
import { secondReasons, watchOfDay } from "../request/second-person.ts";
import type { ShopContext } from "../shop-context.ts";
import { carryOutAtOnce } from "./carry-out-at-once.ts";
import { commitPlan, type Submitted } from "./commit-plan.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { findFirstAnswer } from "./first-answer.ts";
import { gatherReversal } from "./gather-reversal.ts";

/** Undoes a settled document with a document of its own; the original stays as it was. */
export async function reverseWriteOff(
  ctx: ShopContext,
  command: ReversalCommand,
): Promise<Result<Submitted>> {
  const bar = barOf(ctx.person, "reverse");
  if (!ctx.person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  const fingerprint = fingerprintOf(command);
  const first = await inShop(ctx.database, ctx.shopId, (tx) => findFirstAnswer(tx, command.id, fingerprint));
  if (first) return first;

  const facts = await gatherReversal(ctx, command);
  if (!facts.ok) return facts;
  const plan = planReversal(command, facts.value.original, facts.value, ctx.clock.now());
  if (!plan.ok) return plan;
  const { approvalRules, original, stock } = facts.value;
  const frozen = frozenReversal(command, plan.value, original.lines);
  const asked = { plan: plan.value, command: frozen, fingerprint, stock };
  const reasons = secondReasons(ctx, ctx.person, plan.value, { approvalRules, watched: null });
  if (reasons.length > 0) return makeRequest(ctx, { ...asked, reasons });
  const second = watchOfDay(ctx, plan.value, approvalRules);
  const committed = await orAskFirst(ctx, asked, () =>
    commitPlan(ctx, plan.value, { fingerprint, stock, second }),
  );
  if (committed.ok && committed.value.begun) await carryOutAtOnce(ctx, command.id, committed.value.begun);
  return committed;
}
