import { inShop } from "#app/db/in-shop-transaction.ts";
import { findLastKnownCosts } from "#app/db/mirrors.ts";
import { listAccountRules, listReasons } from "#app/db/reasons.ts";
import { findPlanningSettings } from "#app/db/shop-settings.ts";
import { isZeroAmount } from "#app/domain/money.ts";
import type { WriteOffFacts } from "#app/domain/write-off/plan-write-off.ts";
import type { WriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import type { ShopContext } from "../shop-context.ts";
import { type GatheredStock, gatherStock } from "./gather-stock.ts";

/** Everything a plan needs: one read of Shopify and one of ours. */
export async function gatherFacts(
  ctx: ShopContext,
  command: WriteOffCommand,
): Promise<WriteOffFacts & { stock: GatheredStock }> {
  const stock = await gatherStock(ctx, command.lines, "person");
  const costless = stock.items.filter(({ unitCost }) => !unitCost || isZeroAmount(unitCost.amount));
  const itemIds = costless.map((item) => item.itemId);
  return inShop(ctx.database, ctx.shopId, async (tx) => ({
    stock,
    reasons: await listReasons(tx),
    rules: await listAccountRules(tx),
    lastKnownCosts: itemIds.length > 0 ? await findLastKnownCosts(tx, itemIds) : new Map(),
    ...(await findPlanningSettings(tx)),
    currency: ctx.shop.currency,
    timeZone: ctx.shop.timeZone,
  }));
}
