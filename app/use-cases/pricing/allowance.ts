import { inShop } from "#app/db/in-shop-transaction.ts";
import { findPricing, type KeptPricing } from "#app/db/pricing.ts";
import { limits } from "#app/domain/limits.ts";
import { type Allowance, isUsedUp, planNeeded } from "#app/domain/pricing/pricing.ts";
import { type Result, refuse } from "#app/domain/result.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { ShopContext } from "../shop-context.ts";
import { readPricing } from "./read-pricing.ts";

export type Counted = Pick<KeptPricing, "limit" | "used" | "askedMsAgo">;

/**
 * Before anybody is turned away Shopify is asked once more: who has just paid shall not wait for a webhook.
 * Once a minute at most, and only where something would be refused.
 */
export async function allowanceOf(ctx: ShopContext, counted: Counted): Promise<Allowance | null> {
  const kept = toAllowance(ctx, counted);
  const isFresh = counted.askedMsAgo !== null && counted.askedMsAgo < limits.pricingAskedAgainMs;
  if (!isUsedUp(kept) || isFresh) return kept;
  return findAllowance(ctx, { ask: true });
}

/** As it stands now; what Shopify cannot be asked stays as it is kept. */
export async function findAllowance(ctx: ShopContext, { ask }: { ask: boolean }): Promise<Allowance | null> {
  if (ask) await readPricing(ctx).catch((error: unknown) => tellUnread(ctx, error));
  const kept = await inShop(ctx.database, ctx.shopId, findPricing);
  return kept && toAllowance(ctx, kept);
}

/** Two came for the last place of the month, and the database let in one. */
export async function refuseBeyondPlan(ctx: ShopContext): Promise<Result<never>> {
  const { planUrl } = ctx.admin;
  const allowance = await findAllowance(ctx, { ask: false });
  return refuse(planNeeded(allowance ?? { limit: 0, used: 0, planUrl }));
}

function toAllowance(ctx: ShopContext, { limit, used }: Counted): Allowance | null {
  return limit === null ? null : { limit, used, planUrl: ctx.admin.planUrl };
}

function tellUnread(ctx: ShopContext, error: unknown): void {
  if (!(error instanceof AdapterError)) throw error;
  ctx.log.warn({ error, shop: ctx.domain }, "Shopify did not say which plan the shop is on");
}
