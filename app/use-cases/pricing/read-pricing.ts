import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { findPricing, markPricing } from "#app/db/pricing.ts";
import { pricingOf } from "#app/domain/pricing/pricing.ts";
import type { ShopContext } from "../shop-context.ts";

/**
 * Asks Shopify which plan the shop is on. What a webhook says of it is only a reason to ask: it may be late,
 * doubled, or overtaken by the next one.
 */
export async function readPricing(ctx: ShopContext): Promise<void> {
  const before = await inShop(ctx.database, ctx.shopId, findPricing);
  if (!before) return;
  const facts = await ctx.shopify.readPricing();
  const pricing = pricingOf(facts);
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const asked = { appHandle: facts.appHandle ?? "", askedAt: before.now };
    const was = await markPricing(tx, ctx.shopId, { ...pricing, ...asked });
    if (was === null || was === "unknown" || was === pricing.kind) return;
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "plan-changed",
      subjectId: ctx.shopId,
      personId: null,
      at: ctx.clock.now().toISOString(),
      facts: { from: was, to: pricing.kind, handle: pricing.handle },
    });
  });
}
