import type { ItemId, LocationId } from "#app/domain/ids.ts";
import type { TakenFrom } from "#app/domain/write-off/taken-from.ts";
import type { Tx } from "./in-shop-transaction.ts";

/** A line that a new form can begin with, wherever it comes from. */
export type FormSource = {
  itemId: ItemId;
  variantId: string | null;
  productId: string | null;
  title: string;
  variantTitle: string;
  sku: string;
  barcode: string;
  imageUrl: string | null;
  locationId: LocationId;
  locationName: string;
  takenFrom: TakenFrom;
  quantity: number;
  reasonId: string;
  disposal: string | null;
  theftClass: string | null;
  note: string;
  draftLineId: string | null;
};

/** Of these, the flagged goods that nobody has taken. */
export async function listFlaggedSources(tx: Tx, ids: string[]): Promise<FormSource[]> {
  return tx.$queryRaw<FormSource[]>`
    SELECT f.item_id AS "itemId", f.variant_id AS "variantId", f.product_id AS "productId", f.title,
           f.variant_title AS "variantTitle", f.sku, f.barcode, f.image_url AS "imageUrl",
           f.location_id AS "locationId", f.location_name AS "locationName",
           f.taken_from AS "takenFrom", f.quantity,
           f.reason_id AS "reasonId", f.disposal, f.theft_class AS "theftClass", f.note,
           f.id AS "draftLineId"
      FROM draft_line f
     WHERE f.id = ANY(${ids}::uuid[]) AND f.state = 'open' AND NOT EXISTS (
           SELECT FROM document_line l
            WHERE l.shop_id = f.shop_id AND l.draft_line_id = f.id AND l.fate <> 'refused')
     ORDER BY f.location_name, f.flagged_at, f.id`;
}

/** What a write-off said, to say it again: neither its cost nor what was flagged for it comes along. */
export async function listDocumentSources(tx: Tx, documentId: string): Promise<FormSource[]> {
  return tx.$queryRaw<FormSource[]>`
    SELECT l.item_id AS "itemId", l.variant_id AS "variantId", l.product_id AS "productId", l.title,
           l.variant_title AS "variantTitle", l.sku, l.barcode, l.image_url AS "imageUrl",
           l.location_id AS "locationId", l.location_name AS "locationName",
           l.taken_from AS "takenFrom", l.quantity,
           l.reason_id AS "reasonId", l.disposal, l.theft_class AS "theftClass", l.note,
           NULL::uuid AS "draftLineId"
      FROM document_line l JOIN document d ON d.shop_id = l.shop_id AND d.id = l.document_id
     WHERE l.document_id = ${documentId}::uuid AND d.kind = 'off' AND d.reverses_id IS NULL
     ORDER BY l.position`;
}

export type FormLevel = { itemId: string; locationId: LocationId; locationName: string; available: number };

/** Where these goods stand, as far as it is known; the preview reads what is really there. */
export async function listFormLevels(tx: Tx, itemIds: string[], most: number): Promise<FormLevel[]> {
  return tx.$queryRaw<FormLevel[]>`
    SELECT x.item_id AS "itemId", x.location_id AS "locationId", x.name AS "locationName", x.available
      FROM (SELECT m.item_id, m.location_id, p.name, m.available,
                   row_number() OVER (PARTITION BY m.item_id ORDER BY p.name, m.location_id) AS place
              FROM level_mirror m
              JOIN location_mirror p ON p.shop_id = m.shop_id AND p.location_id = m.location_id
             WHERE m.item_id = ANY(${itemIds}) AND m.committed IS NOT NULL AND p.is_active) x
     WHERE x.place <= ${most}`;
}
