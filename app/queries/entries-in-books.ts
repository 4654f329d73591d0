import type { Tx } from "#app/db/in-shop-transaction.ts";

/** How far an entry has come, over all books that take it; the worst of them counts. */
export type InBooks = "reached" | "on-the-way" | "needs-you";

/** Of the entries of one page; those that no book takes are missing. */
export async function entriesInBooks(
  tx: Tx,
  shopId: string,
  entryIds: string[],
): Promise<Record<string, InBooks>> {
  const rows = await tx.$queryRaw<{ entryId: string; inBooks: InBooks }[]>`
    SELECT q.entry_id AS "entryId", CASE
      WHEN bool_or(d.state = 'rejected' OR d.drift IS NOT NULL) THEN 'needs-you'
      WHEN bool_and(coalesce(d.state IN ('confirmed', 'by-hand'), false)) THEN 'reached'
      ELSE 'on-the-way' END AS "inBooks"
    FROM delivery_entry q
    JOIN book b ON b.shop_id = q.shop_id AND b.id = q.book_id
    LEFT JOIN delivery d ON d.shop_id = q.shop_id AND d.id = q.delivery_id
    WHERE q.shop_id = ${shopId}::uuid AND q.entry_id = ANY(${entryIds}::uuid[])
      AND (b.state <> 'disconnected' OR d.state IN ('confirmed', 'by-hand'))
    GROUP BY q.entry_id`;
  return Object.fromEntries(rows.map(({ entryId, inBooks }) => [entryId, inBooks]));
}
