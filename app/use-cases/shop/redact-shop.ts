import { inShop } from "#app/db/in-shop-transaction.ts";
import { findShop } from "#app/db/shops.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { ShopContext } from "../shop-context.ts";
import { eraseShop } from "./erase-shop.ts";
import { uninstallShop } from "./uninstall.ts";

/**
 * Two days after an uninstall Shopify asks for the shop to be erased. If word of that uninstall never came,
 * the shop still looks installed here; then Shopify itself is asked, because erasing cannot be undone.
 */
export async function redactShop(ctx: ShopContext, askedAt: Date): Promise<boolean> {
  const shop = await inShop(ctx.database, ctx.shopId, (tx) => findShop(tx, ctx.shopId));
  if (!shop) return false;
  if (!shop.uninstalledAt) {
    if (await isStillInstalled(ctx)) return false;
    await uninstallShop(ctx, askedAt);
  }
  return eraseShop(ctx, askedAt);
}

async function isStillInstalled(ctx: ShopContext): Promise<boolean> {
  try {
    await ctx.shopify.readShop();
    return true;
  } catch (error) {
    if (error instanceof AdapterError && error.kind === "disconnected") return false;
    throw error;
  }
}
