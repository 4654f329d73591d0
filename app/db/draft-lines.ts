import type { ItemId, LocationId } from "#app/domain/ids.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type NewDraftLine = {
  id: string;
  draftId: string;
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
  quantity: number;
  reasonId: string;
  disposal: string | null;
  theftClass: string | null;
  salvage: string | null;
  note: string;
  flaggedBy: string;
};

/**
 * The shared list of a location, held until the transaction ends: of two people who flag the same goods the
 * second sees what the first has put there.
 */
export async function lockSharedDraft(
  tx: Tx,
  shopId: string,
  draft: { id: string; locationId: string },
): Promise<string> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO draft AS d (shop_id, id, kind, location_id)
    VALUES (${shopId}::uuid, ${draft.id}::uuid, 'shared', ${draft.locationId})
        ON CONFLICT (shop_id, location_id) WHERE kind = 'shared'
        DO UPDATE SET revision = d.revision + 1, saved_at = clock_timestamp()
    RETURNING id`;
  return rows[0]?.id ?? draft.id;
}

/** A line that says the same of the same goods, and that no document has taken. */
export async function findSameDraftLine(
  tx: Tx,
  line: NewDraftLine,
): Promise<{ id: string; quantity: number } | null> {
  const rows = await tx.$queryRaw<{ id: string; quantity: number }[]>`
    SELECT f.id, f.quantity FROM draft_line f
     WHERE f.draft_id = ${line.draftId}::uuid AND f.item_id = ${line.itemId} AND f.state = 'open'
       AND f.reason_id = ${line.reasonId} AND f.disposal IS NOT DISTINCT FROM ${line.disposal}
       AND f.theft_class IS NOT DISTINCT FROM ${line.theftClass}
       AND f.salvage IS NOT DISTINCT FROM ${line.salvage} AND f.note = ${line.note}
       AND NOT EXISTS (SELECT FROM document_line l
            WHERE l.shop_id = f.shop_id AND l.draft_line_id = f.id AND l.fate <> 'refused')
     ORDER BY f.flagged_at LIMIT 1 FOR UPDATE`;
  return rows[0] ?? null;
}

export async function insertDraftLine(tx: Tx, shopId: string, line: NewDraftLine): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO draft_line (shop_id, id, draft_id, item_id, variant_id, product_id, title, variant_title,
      sku, barcode, image_url, location_id, location_name, quantity, reason_id, disposal, theft_class,
      salvage, note, flagged_by)
    VALUES (${shopId}::uuid, ${line.id}::uuid, ${line.draftId}::uuid, ${line.itemId}, ${line.variantId},
      ${line.productId}, ${line.title}, ${line.variantTitle}, ${line.sku}, ${line.barcode},
      ${line.imageUrl}, ${line.locationId}, ${line.locationName}, ${line.quantity}, ${line.reasonId},
      ${line.disposal}, ${line.theftClass}, ${line.salvage}, ${line.note}, ${line.flaggedBy})`;
}

export async function markDraftLineRaised(tx: Tx, id: string, quantity: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE draft_line SET quantity = quantity + ${quantity}, revision = revision + 1 WHERE id = ${id}::uuid`;
}

export async function insertDraftFlag(
  tx: Tx,
  shopId: string,
  flag: { id: string; draftLineId: string; fingerprint: string; quantity: number; personId: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO draft_flag (shop_id, id, draft_line_id, fingerprint, quantity, person_id)
    VALUES (${shopId}::uuid, ${flag.id}::uuid, ${flag.draftLineId}::uuid, ${flag.fingerprint},
            ${flag.quantity}, ${flag.personId})`;
}

export type KnownFlag = { draftLineId: string; fingerprint: string; quantity: number };

export async function findDraftFlag(tx: Tx, id: string): Promise<KnownFlag | null> {
  const rows = await tx.$queryRaw<KnownFlag[]>`
    SELECT g.draft_line_id AS "draftLineId", g.fingerprint, f.quantity
      FROM draft_flag g JOIN draft_line f ON f.shop_id = g.shop_id AND f.id = g.draft_line_id
     WHERE g.id = ${id}::uuid`;
  return rows[0] ?? null;
}

export type HeldDraftLine = {
  id: string;
  itemId: string;
  locationId: string;
  locationName: string;
  quantity: number;
  revision: number;
  state: string;
};

/** In the order of their ids, so that two people who change the same lines do not wait for each other. */
export async function lockDraftLines(tx: Tx, ids: string[]): Promise<HeldDraftLine[]> {
  return tx.$queryRaw<HeldDraftLine[]>`
    SELECT id, item_id AS "itemId", location_id AS "locationId", location_name AS "locationName", quantity,
           revision, state
      FROM draft_line WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
}

export async function markDraftLinesDiscarded(tx: Tx, ids: string[], personId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE draft_line
       SET state = 'discarded', discarded_by = ${personId}, discarded_at = clock_timestamp(),
           revision = revision + 1
     WHERE id = ANY(${ids}::uuid[])`;
}

export async function markDraftLine(
  tx: Tx,
  line: { id: string; quantity: number; reasonId: string; note: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE draft_line SET quantity = ${line.quantity}, reason_id = ${line.reasonId}, note = ${line.note},
           revision = revision + 1 WHERE id = ${line.id}::uuid`;
}

export type Taker = { id: string; by: string; number: number | null; documentId: string | null };

/** Who has taken these lines from the list, and where to; and who has taken them off it. */
export async function listTakers(tx: Tx, ids: string[]): Promise<Taker[]> {
  return tx.$queryRaw<Taker[]>`
    SELECT f.id, coalesce(nullif(p.name, ''), d.submitted_by, f.discarded_by, '') AS by, d.number,
           d.id AS "documentId"
      FROM draft_line f
      LEFT JOIN document_line l ON l.shop_id = f.shop_id AND l.draft_line_id = f.id AND l.fate <> 'refused'
      LEFT JOIN document d ON d.shop_id = l.shop_id AND d.id = l.document_id
      LEFT JOIN person p ON p.shop_id = f.shop_id AND p.user_id = coalesce(d.submitted_by, f.discarded_by)
     WHERE f.id = ANY(${ids}::uuid[]) AND (f.state = 'discarded' OR d.id IS NOT NULL)`;
}

export async function markDraftLineKept(tx: Tx, id: string, salvage: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE draft_line SET salvage = ${salvage}, revision = revision + 1 WHERE id = ${id}::uuid`;
}
