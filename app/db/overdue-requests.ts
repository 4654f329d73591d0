import type { Pool } from "pg";

/** Over all shops, so by the owner: those with a request that has waited too long since anybody was told. */
export async function listShopsToRemind(owner: Pool, most: number): Promise<string[]> {
  const { rows } = await owner.query<{ shopId: string }>(
    `SELECT DISTINCT s.id AS "shopId" FROM shop s JOIN request r ON r.shop_id = s.id
      WHERE s.uninstalled_at IS NULL AND r.state = 'waiting'
        AND greatest(r.waiting_since, r.reminded_at)
          < clock_timestamp() - make_interval(hours => s.remind_after_hours)
      LIMIT $1`,
    [most],
  );
  return rows.map(({ shopId }) => shopId);
}
