import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { upsertLevels } from "#app/db/mirrors.ts";
import type { ItemId, LocationId } from "#app/domain/ids.ts";
import type { ShopContext } from "../shop-context.ts";

/** A webhook's news of a level: a hint for the mirror, never the confirmation of anything. */
export async function noteLevel(
  ctx: ShopContext,
  level: { itemId: ItemId; locationId: LocationId; available: number; updatedAt: Date },
): Promise<void> {
  await inShopTransaction(ctx.database, ctx.shopId, (tx) =>
    upsertLevels(tx, ctx.shopId, [{ ...level, committed: null, onHand: null }]),
  );
}
