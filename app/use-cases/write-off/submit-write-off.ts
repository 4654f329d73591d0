import { inShop } from "#app/db/in-shop-transaction.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { type Result, refuse } from "#app/domain/result.ts";
import { planWriteOff } from "#app/domain/write-off/plan-write-off.ts";
import { openQuestions, problemOfQuestion } from "#app/domain/write-off/question.ts";
import type { WriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import { makeRequest } from "../request/make-request.ts";
import { orAskFirst } from "../request/or-ask-first.ts";
import { frozenWriteOff } from "../request/plan-asked.ts";
import { secondReasons, watchOfDay } from "../request/second-person.ts";
import type { ShopContext } from "../shop-context.ts";
import { carryOutAtOnce } from "./carry-out-at-once.ts";
import { commitPlan, type Submitted } from "./commit-plan.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { findFirstAnswer } from "./first-answer.ts";
import { gatherFacts, readOurs } from "./gather-facts.ts";
import { lookAgain } from "./look-again.ts";

/** Gather, plan, commit; then carry it out at once, because a person is waiting. */
export async function submitWriteOff(ctx: ShopContext, command: WriteOffCommand): Promise<Result<Submitted>> {
  const bar = barOf(ctx.person, "request");
  if (!ctx.person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  const fingerprint = fingerprintOf(command);
  const known = await inShop(ctx.database, ctx.shopId, async (tx) => {
    const [first, ours] = await Promise.all([
      findFirstAnswer(tx, command.id, fingerprint),
      readOurs(tx, ctx, command),
    ]);
    return { first, ours };
  });
  if (known.first) return known.first;

  const facts = await gatherFacts(ctx, command, known.ours);
  const plan = planWriteOff(command, facts, ctx.clock.now());
  if (!plan.ok) return plan;
  const open = openQuestions(plan.value.questions, command.acknowledged ?? []);
  if (open.length > 0) return refuse(...open.map(problemOfQuestion));
  const { approvalRules } = known.ours;
  const asked = {
    plan: plan.value,
    command: frozenWriteOff(command, plan.value),
    fingerprint,
    stock: facts.stock,
  };
  const reasons = secondReasons(ctx, ctx.person, plan.value, known.ours);
  if (reasons.length > 0) return makeRequest(ctx, { ...asked, reasons });
  const second = watchOfDay(ctx, plan.value, approvalRules);
  const again = lookAgain(ctx, command, plan.value, known.ours);
  const committed = await orAskFirst(ctx, asked, () =>
    commitPlan(ctx, plan.value, { fingerprint, stock: facts.stock, second, again }),
  );
  if (committed.ok && committed.value.begun) await carryOutAtOnce(ctx, command.id, committed.value.begun);
  return committed;
}
