import type { Pool } from "pg";

/** Runs as the owner, like the queue itself: workers belong to no shop. */
export async function markHeartbeats(owner: Pool, workerIds: string[]): Promise<void> {
  await owner.query(
    `INSERT INTO worker_heartbeat (worker_id, beat_at)
     SELECT id, clock_timestamp() FROM unnest($1::text[]) AS id
     ON CONFLICT (worker_id) DO UPDATE SET beat_at = excluded.beat_at`,
    [workerIds],
  );
}

export async function deleteHeartbeats(owner: Pool, workerIds: string[]): Promise<void> {
  await owner.query("DELETE FROM worker_heartbeat WHERE worker_id = ANY ($1)", [workerIds]);
}

/** Both ages are on the database's clock, so a machine whose clock is wrong frees nobody's locks. */
export async function listSilentWorkers(owner: Pool, silentMs: number): Promise<string[]> {
  const { rows } = await owner.query<{ worker_id: string }>(
    "SELECT worker_id FROM worker_heartbeat WHERE beat_at < clock_timestamp() - $1 * interval '1 millisecond'",
    [silentMs],
  );
  return rows.map((row) => row.worker_id);
}
