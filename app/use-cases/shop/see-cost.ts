import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { findCostedItem } from "#app/db/mirrors.ts";
import { markCostSight } from "#app/db/people.ts";
import { barOf, isAllowed, type Right } from "#app/domain/approval/role.ts";
import { limits } from "#app/domain/limits.ts";
import type { Problem } from "#app/domain/problem.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { ShopContext } from "../shop-context.ts";

/**
 * A person sees cost here only if Shopify shows it to them, asked with their own token about an item that has
 * one. Remembered for a while; in doubt nothing is shown. While the shop has no cost at all there is nothing
 * to ask about, and the owner alone may give the first one.
 */
export async function seesCost(ctx: ShopContext, how: { ask: boolean }): Promise<boolean> {
  const { person } = ctx;
  if (!person || !isAllowed(person, "see-cost")) return false;
  const { costSight } = person;
  const age = costSight ? ctx.clock.now().getTime() - costSight.readAt.getTime() : Infinity;
  if (costSight && age < limits.costSightMs) return costSight.seesCost;
  const itemId = how.ask ? await inShop(ctx.database, ctx.shopId, findCostedItem) : null;
  if (!itemId) return how.ask && person.accountOwner;
  try {
    const sight = {
      seesCost: await ctx.shopify.showsCost(person.userId, itemId),
      costReadAt: ctx.clock.now(),
    };
    await inShopTransaction(ctx.database, ctx.shopId, (tx) =>
      markCostSight(tx, ctx.shopId, person.userId, sight),
    );
    return sight.seesCost;
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    ctx.log.warn({ kind: error.kind }, "Shopify did not say whether this person sees cost; it stays hidden");
    return false;
  }
}

/** What changes money asks for the role and for the sight of it; null when the person has both. */
export async function barredFromMoney(ctx: ShopContext, right: Right): Promise<Problem | null> {
  const bar = ctx.person && barOf(ctx.person, right);
  if (bar) return bar;
  return (await seesCost(ctx, { ask: true })) ? null : { code: "may-not-see-cost" };
}
