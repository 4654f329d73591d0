import type { Tx } from "#app/db/in-shop-transaction.ts";

/** How many lines stand on the lists of all locations. */
export async function flaggedCount(tx: Tx): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM draft_line f
     WHERE f.state = 'open' AND NOT EXISTS (SELECT FROM document_line l
           WHERE l.shop_id = f.shop_id AND l.draft_line_id = f.id AND l.fate <> 'refused')`;
  return rows[0]?.count ?? 0;
}
