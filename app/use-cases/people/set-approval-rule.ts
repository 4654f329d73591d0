import { insertApprovalRule, markApprovalRuleEnded } from "#app/db/approval-rules.ts";
import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { lockSettings, markRemindAfter } from "#app/db/shop-settings.ts";
import { barOf } from "#app/domain/approval/role.ts";
import type { ReminderCommand } from "#app/domain/approval/role-command.ts";
import type { ApprovalRule } from "#app/domain/approval/rule.ts";
import { planRule, type RuleCommand } from "#app/domain/approval/rule-command.ts";
import type { AuditValue } from "#app/domain/audit/event.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";

/** A new rule, or one in the place of another; what was asked for under the old one stays asked for. */
export async function setApprovalRule(
  ctx: ShopContext,
  command: RuleCommand,
): Promise<Result<{ id: string }>> {
  const { person, shopId } = ctx;
  const bar = barOf(person, "people");
  if (!person || bar) return refuse(bar ?? { code: "not-your-role" });
  const rule = planRule(command, ctx.shop.currency);
  if (!rule.ok) return rule;
  const { id, replaces = null } = command;
  return inShopTransaction(ctx.database, shopId, async (tx): Promise<Result<{ id: string }>> => {
    const { approvalRules } = await lockSettings(tx);
    const known = approvalRules.find((one) => one.id === id);
    if (known) return isSame(known, rule.value) ? ok({ id }) : refuse({ code: "id-taken", at: ["id"] });
    if (!replaces && approvalRules.length >= limits.approvalRulesMax)
      return refuse({ code: "too-many-rules" });
    const was = approvalRules.find((one) => one.id === replaces) ?? null;
    if (replaces && !was) return refuse({ code: "not-found", at: ["replaces"] });
    if (was) await markApprovalRuleEnded(tx, shopId, { id: was.id, endedBy: person.userId });
    const made = { ...rule.value, replaces, madeBy: person.userId };
    if (!(await insertApprovalRule(tx, shopId, made))) return refuse({ code: "id-taken", at: ["id"] });
    await tell(ctx, tx, { subjectId: id, facts: { rule: factsOf(rule.value), was: was && factsOf(was) } });
    return ok({ id });
  });
}

export async function endApprovalRule(ctx: ShopContext, id: string): Promise<Result<{ id: string }>> {
  const { person, shopId } = ctx;
  const bar = barOf(person, "people");
  if (!person || bar) return refuse(bar ?? { code: "not-your-role" });
  return inShopTransaction(ctx.database, shopId, async (tx): Promise<Result<{ id: string }>> => {
    const { approvalRules } = await lockSettings(tx);
    const was = approvalRules.find((one) => one.id === id);
    if (!was) return refuse({ code: "not-found" });
    await markApprovalRuleEnded(tx, shopId, { id, endedBy: person.userId });
    await tell(ctx, tx, { subjectId: id, facts: { rule: null, was: factsOf(was) } });
    return ok({ id });
  });
}

/** After how long somebody is told that a request still waits. */
export async function setReminder(
  ctx: ShopContext,
  { hours }: ReminderCommand,
): Promise<Result<ReminderCommand>> {
  const bar = barOf(ctx.person, "people");
  if (bar) return refuse(bar);
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<ReminderCommand>> => {
    await lockSettings(tx);
    await markRemindAfter(tx, hours);
    await tell(ctx, tx, { subjectId: ctx.shopId, facts: { remindAfterHours: hours } });
    return ok({ hours });
  });
}

async function tell(
  ctx: ShopContext,
  tx: Tx,
  { subjectId, facts }: { subjectId: string; facts: Record<string, AuditValue> },
): Promise<void> {
  await insertAuditEvent(tx, ctx.shopId, {
    id: ctx.ids.next(),
    kind: "rule-changed",
    subjectId,
    personId: ctx.person?.userId ?? null,
    at: ctx.clock.now().toISOString(),
    facts,
  });
}

function factsOf(rule: ApprovalRule): AuditValue {
  return { ...rule, most: rule.most === null ? null : String(rule.most) };
}

function isSame(left: ApprovalRule, right: ApprovalRule): boolean {
  return JSON.stringify(factsOf(left)) === JSON.stringify(factsOf({ ...left, ...right }));
}
