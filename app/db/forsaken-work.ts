import type { Pool } from "pg";

export type ForsakenDocument = { shopId: string; documentId: string };

/** Runs as the owner: documents with work left that nobody holds and no job will come back to. */
export async function listForsakenDocuments(owner: Pool, most: number): Promise<ForsakenDocument[]> {
  const { rows } = await owner.query<ForsakenDocument>(
    `SELECT DISTINCT a.shop_id AS "shopId", a.document_id AS "documentId" FROM adjustment a
      WHERE a.state = 'waiting' AND (a.lease_until IS NULL OR a.lease_until < clock_timestamp())
        AND NOT EXISTS (SELECT FROM graphile_worker.jobs j
                         WHERE j.key = a.shop_id::text || ':carry-out:' || a.document_id::text)
      LIMIT $1`,
    [most],
  );
  return rows;
}

/** Runs as the owner: shops whose audit events wait for a seal that no job will set. */
export async function listUnsealedShops(owner: Pool, most: number): Promise<string[]> {
  const { rows } = await owner.query<{ shopId: string }>(
    `SELECT DISTINCT u.shop_id AS "shopId" FROM audit_unsealed u
      WHERE NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.key = u.shop_id::text || ':seal-audit')
      LIMIT $1`,
    [most],
  );
  return rows.map(({ shopId }) => shopId);
}

/**
 * Runs as the owner: who holds jobs and has not been heard of. A worker may die before its first heartbeat.
 */
export async function listSilentHolders(owner: Pool, silentMs: number): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(
    `SELECT DISTINCT j.locked_by AS id FROM graphile_worker.jobs j
      WHERE j.locked_by IS NOT NULL AND j.locked_at < clock_timestamp() - $1 * interval '1 millisecond'
        AND NOT EXISTS (SELECT FROM worker_heartbeat h WHERE h.worker_id = j.locked_by
                           AND h.beat_at >= clock_timestamp() - $1 * interval '1 millisecond')`,
    [silentMs],
  );
  return rows.map(({ id }) => id);
}

/** Runs as the owner, inside the running job: when it fails now, it is not tried again. */
export async function markLastTry(owner: Pool, jobId: string): Promise<void> {
  await owner.query("UPDATE graphile_worker._private_jobs SET max_attempts = attempts WHERE id = $1", [
    jobId,
  ]);
}
