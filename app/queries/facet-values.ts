import type { Tx } from "#app/db/in-shop-transaction.ts";

/**
 * What documents have of one kind, by the alphabet. From one value the index is asked for the next: as many
 * steps as there are values, whatever the number of documents.
 */
export async function facetValues(
  tx: Pick<Tx, "$queryRaw">,
  shopId: string,
  kind: "person" | "vendor" | "type",
  most: number,
): Promise<string[]> {
  const [first, end] = [`${kind}:`, `${kind};`];
  const rows = await tx.$queryRaw<{ facet: string }[]>`
    WITH RECURSIVE step (facet, place) AS (
      (SELECT f.facet, 1 FROM document_facet f
        WHERE f.shop_id = ${shopId}::uuid AND f.facet >= ${first} AND f.facet < ${end}
        ORDER BY f.facet LIMIT 1)
      UNION ALL
      SELECT (SELECT f.facet FROM document_facet f
         WHERE f.shop_id = ${shopId}::uuid AND f.facet > s.facet AND f.facet < ${end}
         ORDER BY f.facet LIMIT 1), s.place + 1
        FROM step s WHERE s.facet IS NOT NULL AND s.place < ${most}::int)
    SELECT facet FROM step WHERE facet IS NOT NULL`;
  return rows.map(({ facet }) => facet.slice(first.length));
}
