import { inShop } from "#app/db/in-shop-transaction.ts";
import { type Column, columnsOf } from "#app/domain/list/columns.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type SavedView = { id: string; name: string; query: string; shared: boolean };
export type ListViews = { views: SavedView[]; columns: Column[] };

/** The views a person may choose from, their own and everybody's, and the columns they want to see. */
export function listViews(ctx: ShopContext): Promise<ListViews> {
  const personId = ctx.person?.userId ?? "";
  return inShop(ctx.database, ctx.shopId, async (tx) => {
    const [views, chosen] = await Promise.all([
      tx.$queryRaw<SavedView[]>`
        SELECT id, name, query, person_id IS NULL AS shared FROM list_view
         WHERE shop_id = ${ctx.shopId}::uuid AND (person_id IS NULL OR person_id = ${personId})
         ORDER BY made_at, id`,
      tx.$queryRaw<{ columns: string[] }[]>`
        SELECT columns FROM list_columns WHERE shop_id = ${ctx.shopId}::uuid AND person_id = ${personId}`,
    ]);
    return { views, columns: columnsOf(chosen[0]?.columns ?? null) };
  });
}
