import type { Pool } from "pg";

/** Over all shops, so by the owner: hooks with something due that nobody sends. */
export async function listForsakenHooks(
  owner: Pool,
  most: number,
): Promise<{ shopId: string; hookId: string }[]> {
  const { rows } = await owner.query<{ shopId: string; hookId: string }>(
    `SELECT h.shop_id AS "shopId", h.id AS "hookId"
       FROM hook h JOIN shop s ON s.id = h.shop_id AND s.uninstalled_at IS NULL
      WHERE h.state = 'working' AND coalesce(h.lease_until, '-infinity') < clock_timestamp()
        AND coalesce(h.rest_until, '-infinity') < clock_timestamp()
        AND EXISTS (SELECT FROM hook_delivery d
                     WHERE d.shop_id = h.shop_id AND d.hook_id = h.id AND d.state = 'waiting'
                       AND d.due_at < clock_timestamp() - interval '1 minute')
      ORDER BY h.shop_id, h.id LIMIT $1`,
    [most],
  );
  return rows;
}

/** Runs as the owner: hooks whose secrets are still sealed under a key other than the current one. */
export async function listHooksUnderOldKeys(
  owner: Pool,
  currentKeyId: string,
): Promise<{ shopId: string; hookId: string }[]> {
  const { rows } = await owner.query<{ shopId: string; hookId: string }>(
    `SELECT shop_id AS "shopId", id AS "hookId" FROM hook
      WHERE state = 'working' AND (key_id <> $1 OR former_key_id <> $1) ORDER BY shop_id, id`,
    [currentKeyId],
  );
  return rows;
}
