import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { deleteAccountRule } from "#app/db/reasons.ts";
import { lockSettings } from "#app/db/shop-settings.ts";
import type { RemoveAccountRuleCommand } from "#app/domain/journal/rules-command.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";

/** The reason leads to its own account again. What is not there is gone already, and that is no failure. */
export async function removeAccountRule(
  ctx: ShopContext,
  command: RemoveAccountRuleCommand,
): Promise<Result<RemoveAccountRuleCommand>> {
  const { person } = ctx;
  const bar = await barredFromMoney(ctx, "keep-books");
  if (!person || bar) return refuse(bar ?? { code: "may-not-see-cost" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    await lockSettings(tx);
    const was = await deleteAccountRule(tx, command);
    if (was === null) return ok(command);
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "account-rule-removed",
      subjectId: ctx.shopId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { ...command, was },
    });
    return ok(command);
  });
}
