import type { Pool } from "pg";

/** Over all shops, so by the owner: sealed events nobody was told of, and letters that are due. */
export async function listShopsWithNews(
  owner: Pool,
  most: number,
): Promise<{ shopId: string; isBehind: boolean; mailIds: string[] }[]> {
  const { rows } = await owner.query<{ shopId: string; isBehind: boolean; mailIds: string[] }>(
    `SELECT s.id AS "shopId",
            coalesce((SELECT max(a.sequence) FROM audit_seal a WHERE a.shop_id = s.id), 0) >
            coalesce((SELECT p.sequence FROM news_place p WHERE p.shop_id = s.id), 0) AS "isBehind",
            ARRAY(SELECT m.id FROM mail m WHERE m.shop_id = s.id AND m.state = 'waiting'
                     AND m.due_at < clock_timestamp() - interval '1 minute' ORDER BY m.due_at LIMIT $1)
              AS "mailIds"
       FROM shop s WHERE s.uninstalled_at IS NULL`,
    [most],
  );
  return rows;
}

/** Whose digest may be due: something waits for the day's letter. */
export async function listShopsWithDigests(owner: Pool): Promise<string[]> {
  const { rows } = await owner.query<{ shopId: string }>(
    `SELECT DISTINCT n.shop_id AS "shopId" FROM news n
       JOIN shop s ON s.id = n.shop_id AND s.uninstalled_at IS NULL
      WHERE n.mail = 'digest' AND n.mail_id IS NULL`,
  );
  return rows.map(({ shopId }) => shopId);
}

/** News are no evidence, the trail is: what is old enough is forgotten, and the letters with it. */
export async function deleteOldNews(owner: Pool, days: number): Promise<number> {
  const before = "clock_timestamp() - $1 * interval '1 day'";
  const { rowCount } = await owner.query(`DELETE FROM news WHERE at < ${before}`, [days]);
  await owner.query(
    `DELETE FROM mail m WHERE m.made_at < ${before}
        AND NOT EXISTS (SELECT FROM news n WHERE n.shop_id = m.shop_id AND n.mail_id = m.id)`,
    [days],
  );
  return rowCount ?? 0;
}

/** Whose plan nobody asked for since long: a webhook may have been lost. */
export async function listShopsToPrice(owner: Pool, keptMs: number, most: number): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(
    `SELECT id FROM shop WHERE uninstalled_at IS NULL AND read_at IS NOT NULL
        AND coalesce(pricing_asked_at, '-infinity') < clock_timestamp() - $1 * interval '1 millisecond'
      ORDER BY pricing_asked_at NULLS FIRST LIMIT $2`,
    [keptMs, most],
  );
  return rows.map(({ id }) => id);
}
