import type { Tx } from "./in-shop-transaction.ts";

export type ViewRow = { id: string; personId: string | null; name: string; query: string };

export async function listViews(tx: Tx): Promise<ViewRow[]> {
  return tx.$queryRaw<ViewRow[]>`
    SELECT id, person_id AS "personId", name, query FROM list_view ORDER BY made_at, id`;
}

/** Made, or changed as a whole. */
export async function upsertView(tx: Tx, shopId: string, view: ViewRow & { madeBy: string }): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO list_view (shop_id, id, person_id, name, query, made_by)
    VALUES (${shopId}::uuid, ${view.id}::uuid, ${view.personId}, ${view.name}, ${view.query}, ${view.madeBy})
        ON CONFLICT (shop_id, id) DO UPDATE
       SET person_id = excluded.person_id, name = excluded.name, query = excluded.query`;
}

export async function deleteView(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM list_view WHERE id = ${id}::uuid`;
}

export async function upsertColumns(
  tx: Tx,
  shopId: string,
  chosen: { personId: string; columns: string[] },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO list_columns (shop_id, person_id, columns)
    VALUES (${shopId}::uuid, ${chosen.personId}, ${chosen.columns}::text[])
        ON CONFLICT (shop_id, person_id) DO UPDATE SET columns = excluded.columns`;
}
