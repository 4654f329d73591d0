import type { Tx } from "#app/db/in-shop-transaction.ts";

export type HookTask = { hookId: string; label: string; parked: number };

/** Addresses that have not taken something for so long that nobody tries any more. */
export async function hookTasks(tx: Tx, shopId: string): Promise<HookTask[]> {
  return tx.$queryRaw<HookTask[]>`
    SELECT h.id AS "hookId", h.label, p.parked FROM hook h
      JOIN (SELECT d.hook_id, count(*)::int AS parked FROM hook_delivery d
             WHERE d.shop_id = ${shopId}::uuid AND d.state = 'parked' GROUP BY d.hook_id) p
        ON p.hook_id = h.id
     WHERE h.shop_id = ${shopId}::uuid ORDER BY h.created_at, h.id`;
}

export async function countHookTasks(tx: Tx, shopId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT hook_id)::int AS count FROM hook_delivery
     WHERE shop_id = ${shopId}::uuid AND state = 'parked'`;
  return rows[0]?.count ?? 0;
}
