import type { ItemId, LocationId, ProductId } from "#app/domain/ids.ts";
import type { TakenFrom } from "#app/domain/write-off/taken-from.ts";
import { Prisma } from "./generated/client.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type PlaceToCheck = {
  itemId: ItemId;
  locationId: LocationId;
  title: string;
  variantTitle: string;
  sku: string;
  locationName: string;
  takenFrom: TakenFrom;
  documentId: string | null;
  documentNumber: number | null;
  after: number | null;
  settledAt: Date | null;
  open: number;
  told: number | null;
  toldAt: Date | null;
};

/** The places of a document, or those at which documents moved a product, in the order of their names. */
export async function listPlacesToCheck(
  tx: Tx,
  of: { documentId: string } | { productId: ProductId },
  most: number,
): Promise<PlaceToCheck[]> {
  const places =
    "documentId" in of
      ? Prisma.sql`
          SELECT DISTINCT l.shop_id, l.item_id, l.location_id, l.taken_from FROM document_line l
           WHERE l.document_id = ${of.documentId}::uuid`
      : Prisma.sql`
          SELECT m.shop_id, m.item_id, w.location_id, NULL AS taken_from FROM item_mirror i
            JOIN level_mirror m ON m.shop_id = i.shop_id AND m.item_id = i.item_id
            JOIN location_mirror w ON w.shop_id = m.shop_id AND w.location_id = m.location_id
           WHERE i.product_id = ${of.productId}`;
  return tx.$queryRaw<PlaceToCheck[]>`
    WITH place AS (${places}),
    -- Newest first within an item's own index: the last word on a place stands near its end.
    spoken AS (
      SELECT p.item_id AS "itemId", p.location_id AS "locationId", x.title, x.variant_title AS "variantTitle",
             x.sku, x.location_name AS "locationName", x.taken_from AS "takenFrom",
             x.document_id AS "documentId",
             d.number AS "documentNumber", x.after_quantity AS after, x.settled_at AS "settledAt",
             (SELECT count(*)::int FROM document_line o
               WHERE o.shop_id = p.shop_id AND o.item_id = p.item_id AND o.location_id = p.location_id
                 AND o.taken_from = x.taken_from AND o.fate IN ('working', 'unknown')) AS open,
             m.available AS told, m.updated_at AS "toldAt"
        FROM place p
        JOIN LATERAL (SELECT DISTINCT ON (l.taken_from) l.* FROM document_line l
                       WHERE l.shop_id = p.shop_id AND l.item_id = p.item_id
                         AND l.location_id = p.location_id AND l.fate <> 'refused'
                         AND l.taken_from = coalesce(p.taken_from, l.taken_from)
                       ORDER BY l.taken_from, l.fate = 'applied' DESC, l.settled_at DESC NULLS LAST,
                             l.id DESC) x ON true
        LEFT JOIN document d ON d.shop_id = x.shop_id AND d.id = x.document_id
        LEFT JOIN level_mirror m
               ON m.shop_id = p.shop_id AND m.item_id = p.item_id AND m.location_id = p.location_id
              AND x.taken_from = 'available')
    SELECT * FROM spoken ORDER BY title, "variantTitle", "locationName", "itemId", "locationId", "takenFrom"
     LIMIT ${most}::int`;
}
