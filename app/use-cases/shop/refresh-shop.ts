import { insertAccounts } from "#app/db/accounts.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { upsertLocations } from "#app/db/mirrors.ts";
import { insertReasons } from "#app/db/reasons.ts";
import { markShopRead } from "#app/db/shops.ts";
import { isTimeZone } from "#app/domain/dates.ts";
import { invariant } from "#app/domain/invariant.ts";
import { ACCOUNT_ROLES } from "#app/domain/journal/account-role.ts";
import { DEFAULT_REASONS } from "#app/domain/reason/default-reasons.ts";
import defaults from "#app/locales/en/defaults.json" with { type: "json" };
import { findAllowance } from "../pricing/allowance.ts";
import type { ShopContext, ShopSettings } from "../shop-context.ts";

/**
 * Reads who the shop is and gives it the reasons and accounts it starts with; what it changed since stays.
 */
export async function refreshShop(ctx: ShopContext): Promise<ShopSettings> {
  const [facts, locations] = await Promise.all([
    ctx.shopify.readShop(),
    ctx.shopify.listLocations(),
    findAllowance(ctx, { ask: true }),
  ]);
  invariant(isTimeZone(facts.timeZone), `${facts.timeZone} is a time zone`);
  invariant(/^[A-Z]{3}$/.test(facts.currency), `${facts.currency} is a currency`);
  const labels: Record<string, string> = defaults.reasons;
  const reasons = DEFAULT_REASONS.map((reason) => ({ ...reason, label: labels[reason.id] ?? reason.id }));
  const accounts = ACCOUNT_ROLES.map((role) => ({ role, name: defaults.accounts[role], code: "" }));
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    await insertReasons(tx, ctx.shopId, reasons);
    await insertAccounts(tx, ctx.shopId, accounts);
    await upsertLocations(tx, ctx.shopId, locations);
    await markShopRead(tx, ctx.shopId, { ...facts, readAt: ctx.clock.now() });
  });
  return { ...ctx.shop, name: facts.name, currency: facts.currency, timeZone: facts.timeZone };
}
