import { inShop } from "#app/db/in-shop-transaction.ts";
import { findPricing, type KeptPricing } from "#app/db/pricing.ts";
import { limits } from "#app/domain/limits.ts";
import type { Allowance } from "#app/domain/pricing/pricing.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type PlanPage = {
  kind: KeptPricing["kind"];
  handle: string;
  planUrl: string;
  allowance: Allowance | null;
  freeWriteOffsAMonth: number;
};

/** Which plan the shop is on, as far as Shopify has said. */
export async function planPage(ctx: ShopContext): Promise<PlanPage> {
  const kept = await inShop(ctx.database, ctx.shopId, findPricing);
  const { planUrl } = ctx.admin;
  return {
    kind: kept?.kind ?? "unknown",
    handle: kept?.handle ?? "",
    planUrl,
    allowance: kept?.limit ? { limit: kept.limit, used: kept.used, planUrl } : null,
    freeWriteOffsAMonth: limits.freeWriteOffsAMonth,
  };
}
