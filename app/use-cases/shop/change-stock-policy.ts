import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { lockSettings, markStockPolicy } from "#app/db/shop-settings.ts";
import type { StockPolicyCommand } from "#app/domain/journal/rules-command.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";
import { barredFromMoney } from "./see-cost.ts";

/** Whether more may leave than there is. Not for everybody who writes off: it takes a safeguard away. */
export async function changeStockPolicy(
  ctx: ShopContext,
  command: StockPolicyCommand,
): Promise<Result<StockPolicyCommand>> {
  const { person } = ctx;
  if (!person?.mayWriteOff) return refuse({ code: "may-not-write-off" });
  const bar = await barredFromMoney(ctx, "settings");
  if (bar) return refuse(bar);
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const { policy: was } = await lockSettings(tx);
    await markStockPolicy(tx, command);
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "stock-policy-changed",
      subjectId: ctx.shopId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { ...command, was: { ...was } },
    });
    return ok(command);
  });
}
