import { limits } from "#app/domain/limits.ts";
import type { TakenFrom } from "#app/domain/write-off/taken-from.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type AdjustmentState = "waiting" | "applied" | "refused" | "unknown" | "split";

export type ClaimedAdjustment = {
  id: string;
  ordinal: number;
  shopifyReason: string;
  takenFrom: TakenFrom;
  rounds: number;
};

export type NewAdjustment = { id: string; ordinal: number; shopifyReason: string; takenFrom: TakenFrom };

/** Whoever submits holds the first one from the start, so the worker does not race the person for it. */
export async function insertAdjustments(
  tx: Tx,
  shopId: string,
  documentId: string,
  adjustments: NewAdjustment[],
  holder: string,
): Promise<void> {
  const rows = JSON.stringify(adjustments);
  await tx.$executeRaw`
    INSERT INTO adjustment (shop_id, id, document_id, ordinal, quantity_name, shopify_reason, lease_until,
      lease_holder)
    SELECT ${shopId}::uuid, x.id, ${documentId}::uuid, x.ordinal, x."takenFrom", x."shopifyReason",
           CASE WHEN x.ordinal = 0 THEN clock_timestamp() + ${limits.leaseMs} * interval '1 millisecond' END,
           CASE WHEN x.ordinal = 0 THEN ${holder}::uuid END
      FROM jsonb_to_recordset(${rows}::jsonb) AS x(id uuid, ordinal int, "shopifyReason" text,
           "takenFrom" text)`;
}

/**
 * The next adjustment of a document, if nobody holds it. They run one after another: lines of different
 * reasons may touch the same level, and each binds the quantity the one before it left behind.
 */
export async function claimAdjustment(
  tx: Tx,
  documentId: string,
  holder: string,
): Promise<ClaimedAdjustment | null> {
  const rows = await tx.$queryRaw<ClaimedAdjustment[]>`
    UPDATE adjustment a
       SET lease_holder = ${holder}::uuid,
         lease_until = clock_timestamp() + ${limits.leaseMs} * interval '1 millisecond'
     WHERE a.id = (SELECT n.id FROM adjustment n WHERE n.document_id = ${documentId}::uuid
       AND n.state = 'waiting'
                    ORDER BY n.ordinal LIMIT 1)
       AND a.state = 'waiting' AND (a.lease_until IS NULL OR a.lease_until < clock_timestamp())
    RETURNING a.id, a.ordinal, a.shopify_reason AS "shopifyReason", a.quantity_name AS "takenFrom", a.rounds`;
  return rows[0] ?? null;
}

export async function hasWaiting(tx: Tx, documentId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ waiting: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM adjustment WHERE document_id = ${documentId}::uuid
      AND state = 'waiting') AS waiting`;
  return rows[0]?.waiting ?? false;
}

export async function releaseAdjustment(tx: Tx, id: string, holder: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE adjustment SET lease_until = NULL, lease_holder = NULL
     WHERE id = ${id}::uuid AND lease_holder = ${holder}::uuid AND state = 'waiting'`;
}

export async function lockAdjustment(
  tx: Tx,
  id: string,
): Promise<{ state: AdjustmentState; leaseHolder: string | null } | null> {
  const rows = await tx.$queryRaw<{ state: AdjustmentState; leaseHolder: string | null }[]>`
    SELECT state, lease_holder AS "leaseHolder" FROM adjustment WHERE id = ${id}::uuid FOR UPDATE`;
  return rows[0] ?? null;
}

export async function markAdjustment(tx: Tx, id: string, state: AdjustmentState): Promise<void> {
  await tx.$executeRaw`
    UPDATE adjustment
       SET state = ${state}, lease_until = NULL, lease_holder = NULL,
           settled_at = CASE WHEN ${state} = 'unknown' THEN NULL ELSE clock_timestamp() END
     WHERE id = ${id}::uuid`;
}

export async function markRound(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE adjustment SET rounds = rounds + 1 WHERE id = ${id}::uuid AND state = 'waiting'`;
}

export async function nextOrdinal(tx: Tx, documentId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ next: number }[]>`
    SELECT max(ordinal) + 1 AS next FROM adjustment WHERE document_id = ${documentId}::uuid`;
  return rows[0]?.next ?? 0;
}

export async function insertSplit(
  tx: Tx,
  shopId: string,
  documentId: string,
  adjustment: NewAdjustment,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO adjustment (shop_id, id, document_id, ordinal, quantity_name, shopify_reason)
    VALUES (${shopId}::uuid, ${adjustment.id}::uuid, ${documentId}::uuid, ${adjustment.ordinal},
            ${adjustment.takenFrom}, ${adjustment.shopifyReason})`;
}

/** Documents whose goods have not settled, for an uninstall that must bring them to an end. */
export async function listWaitingDocuments(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ documentId: string }[]>`
    SELECT DISTINCT document_id AS "documentId" FROM adjustment WHERE state = 'waiting'`;
  return rows.map((row) => row.documentId);
}
