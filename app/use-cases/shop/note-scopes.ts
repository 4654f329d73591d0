import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { deleteSessions, markScope } from "#app/db/sessions.ts";
import type { ShopContext } from "../shop-context.ts";

/** What people may do follows from the app's scopes, so everybody's rights are asked for anew. */
export async function noteScopes(ctx: ShopContext, current: string[]): Promise<void> {
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    await markScope(tx, ctx.shopId, current.join(","));
    await deleteSessions(tx, ctx.shopId, "online");
  });
}
