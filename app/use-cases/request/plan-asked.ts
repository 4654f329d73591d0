import { inShop } from "#app/db/in-shop-transaction.ts";
import type { RequestHead } from "#app/db/requests.ts";
import type { Reason } from "#app/domain/reason/reason.ts";
import { ok, type Result } from "#app/domain/result.ts";
import type { WriteOffPlan } from "#app/domain/write-off/plan.ts";
import { planReversal } from "#app/domain/write-off/plan-reversal.ts";
import { planWriteOff } from "#app/domain/write-off/plan-write-off.ts";
import { parseReversalCommand, type ReversalCommand } from "#app/domain/write-off/reversal-command.ts";
import { parseWriteOffCommand, type WriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import type { ShopContext } from "../shop-context.ts";
import { gatherFacts, readOurs } from "../write-off/gather-facts.ts";
import { gatherReversal } from "../write-off/gather-reversal.ts";
import type { GatheredStock } from "../write-off/gather-stock.ts";
import type { LaidDown } from "./second-person.ts";

export type PlannedNow = {
  plan: WriteOffPlan;
  stock: GatheredStock;
  laidDown: LaidDown;
  /** Those of the shop; none where something is undone. */
  reasons: Reason[];
  /** As it would be kept: with its day and its lines. */
  command: WriteOffCommand | ReversalCommand;
};

/** What was asked for, planned with the stock and the costs of now; its day stays that of the asking. */
export async function planAsked(ctx: ShopContext, request: RequestHead): Promise<Result<PlannedNow>> {
  const planned =
    request.kind === "reversal"
      ? await planBack(ctx, parseReversalCommand(request.command))
      : await planAway(ctx, parseWriteOffCommand(request.command), askerOf(ctx, request));
  if (!planned.ok) return planned;
  return ok({ ...planned.value, plan: { ...planned.value.plan, eventDate: request.eventDate } });
}

/** A link has a past of its own, except for who made it: they might have asked themselves. */
function askerOf({ person }: ShopContext, { requester, linkMadeBy }: RequestHead): string {
  return person && linkMadeBy === person.userId ? person.userId : requester;
}

export async function planAway(
  ctx: ShopContext,
  parsed: Result<WriteOffCommand>,
  whose?: string,
): Promise<Result<PlannedNow>> {
  if (!parsed.ok) return parsed;
  const command = parsed.value;
  const ours = await inShop(ctx.database, ctx.shopId, (tx) => readOurs(tx, ctx, command, whose));
  const facts = await gatherFacts(ctx, command, ours);
  const plan = planWriteOff(command, facts, ctx.clock.now());
  if (!plan.ok) return plan;
  return ok({
    plan: plan.value,
    stock: facts.stock,
    laidDown: ours,
    reasons: ours.reasons,
    command: frozenWriteOff(command, plan.value),
  });
}

async function planBack(ctx: ShopContext, parsed: Result<ReversalCommand>): Promise<Result<PlannedNow>> {
  if (!parsed.ok) return parsed;
  const command = parsed.value;
  const facts = await gatherReversal(ctx, command);
  if (!facts.ok) return facts;
  const { original, stock, approvalRules } = facts.value;
  const plan = planReversal(command, original, facts.value, ctx.clock.now());
  if (!plan.ok) return plan;
  return ok({
    plan: plan.value,
    stock,
    laidDown: { approvalRules, watched: null },
    reasons: [],
    command: frozenReversal(command, plan.value, original.lines),
  });
}

/** "Today" is the day it was asked, not the day somebody agrees. */
export function frozenWriteOff(command: WriteOffCommand, plan: WriteOffPlan): WriteOffCommand {
  return { ...command, eventDate: plan.eventDate };
}

/** "All that is left" is what was left when it was asked. */
export function frozenReversal(
  command: ReversalCommand,
  plan: WriteOffPlan,
  lines: { id: string; position: number }[],
): ReversalCommand {
  const positions = new Map(lines.map((line) => [line.id, line.position]));
  return {
    ...command,
    lines: plan.lines.map((line) => ({
      position: positions.get(line.reverses?.lineId ?? "") ?? 0,
      quantity: line.quantity,
    })),
  };
}
