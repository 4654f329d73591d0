import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { findLocation } from "#app/db/mirrors.ts";
import { listAccountRules, listReasons, upsertAccountRule } from "#app/db/reasons.ts";
import { lockSettings } from "#app/db/shop-settings.ts";
import type { SetAccountRuleCommand } from "#app/domain/journal/rules-command.ts";
import { limits } from "#app/domain/limits.ts";
import type { Problem } from "#app/domain/problem.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";

/** A reason at a location leads to an account of its own there. */
export async function setAccountRule(
  ctx: ShopContext,
  command: SetAccountRuleCommand,
): Promise<Result<SetAccountRuleCommand>> {
  const { person } = ctx;
  const bar = await barredFromMoney(ctx, "keep-books");
  if (!person || bar) return refuse(bar ?? { code: "may-not-see-cost" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<SetAccountRuleCommand>> => {
    await lockSettings(tx);
    const problems = await check(tx, command);
    if (problems.length > 0) return refuse(...problems);
    await upsertAccountRule(tx, ctx.shopId, command);
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "account-rule-set",
      subjectId: ctx.shopId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { ...command },
    });
    return ok(command);
  });
}

async function check(tx: Tx, { reasonId, locationId }: SetAccountRuleCommand): Promise<Problem[]> {
  const rules = await listAccountRules(tx);
  if (rules.some((rule) => rule.reasonId === reasonId && rule.locationId === locationId)) return [];
  const problems: Problem[] = [];
  const reason = (await listReasons(tx)).find(({ id }) => id === reasonId);
  const at = ["reasonId"];
  if (!reason) problems.push({ code: "unknown-reason", at, facts: { reason: reasonId } });
  else if (reason.archived) problems.push({ code: "archived-reason", at, facts: { reason: reason.label } });
  if (!(await findLocation(tx, locationId))) problems.push({ code: "unknown-location", at: ["locationId"] });
  const most = limits.accountRulesPerShop;
  if (rules.length >= most) problems.push({ code: "too-many-rules", facts: { most } });
  return problems;
}
