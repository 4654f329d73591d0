import { inShop } from "#app/db/in-shop-transaction.ts";
import { findPricing } from "#app/db/pricing.ts";
import type { Allowance } from "#app/domain/pricing/pricing.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

/** How much of the month's write-offs is used; null where the shop's plan counts none. */
export async function allowanceView(ctx: ShopContext): Promise<Allowance | null> {
  const kept = await inShop(ctx.database, ctx.shopId, findPricing);
  return kept?.limit ? { limit: kept.limit, used: kept.used, planUrl: ctx.admin.planUrl } : null;
}
