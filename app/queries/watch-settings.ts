import { inShop } from "#app/db/in-shop-transaction.ts";
import { findWatch } from "#app/db/signals.ts";
import type { Watch } from "#app/domain/signal/watch.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

/** What the shop wants noticed, or null. */
export function watchSettings(ctx: ShopContext): Promise<Watch | null> {
  return inShop(ctx.database, ctx.shopId, findWatch);
}
