import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { lockSettings, markThreshold } from "#app/db/shop-settings.ts";
import type { ThresholdCommand } from "#app/domain/journal/rules-command.ts";
import { decimalsOf, isBookable, parseAmount } from "#app/domain/money.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";

/** Above which loss of one reason a document books it as material, from now on. */
export async function changeThreshold(
  ctx: ShopContext,
  command: ThresholdCommand,
): Promise<Result<{ amount: string | null }>> {
  const { person } = ctx;
  const bar = await barredFromMoney(ctx, "keep-books");
  if (!person || bar) return refuse(bar ?? { code: "may-not-see-cost" });
  const { currency } = ctx.shop;
  const { amount } = command;
  const at = ["amount"];
  const money = amount === null ? null : parseAmount(amount, currency);
  if (amount !== null && !money)
    return refuse({ code: "too-many-decimals", at, facts: { currency, most: decimalsOf(currency) } });
  if (money && !isBookable(money)) return refuse({ code: "value-too-large", at });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const { materialThresholdMinor: was } = await lockSettings(tx);
    await markThreshold(tx, money?.minor ?? null);
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "threshold-changed",
      subjectId: ctx.shopId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { minor: money?.minor.toString() ?? null, was: was?.toString() ?? null, currency },
    });
    return ok({ amount });
  });
}
