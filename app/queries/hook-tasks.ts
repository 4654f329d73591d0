import { Prisma } from "#app/db/generated/client.ts";
import type { Tx } from "#app/db/in-shop-transaction.ts";
import { limits } from "#app/domain/limits.ts";

/** `untold`: deliveries that were given up, or dropped where the receiver said that it is gone. */
export type HookTask = { hookId: string; label: string; untold: number; isGone: boolean };

/** Addresses that have not taken something for so long that nobody tries any more, or that are gone. */
export async function hookTasks(tx: Tx, shopId: string): Promise<HookTask[]> {
  return tx.$queryRaw<HookTask[]>`
    SELECT h.id AS "hookId", h.label, d.untold, h.state = 'ended' AS "isGone" FROM hook h
     CROSS JOIN LATERAL (SELECT count(*)::int AS untold FROM hook_delivery d
       WHERE d.shop_id = ${shopId}::uuid AND d.hook_id = h.id
         AND d.state = CASE WHEN h.state = 'ended' THEN 'dropped' ELSE 'parked' END) d
     WHERE h.shop_id = ${shopId}::uuid AND (h.id IN (${parked(shopId)}) OR ${isGone})
     ORDER BY h.created_at, h.id`;
}

export async function countHookTasks(tx: Tx, shopId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM hook h
     WHERE h.shop_id = ${shopId}::uuid AND (h.id IN (${parked(shopId)}) OR ${isGone})`;
  return rows[0]?.count ?? 0;
}

const parked = (shopId: string) => Prisma.sql`
  SELECT d.hook_id FROM hook_delivery d WHERE d.shop_id = ${shopId}::uuid AND d.state = 'parked'`;

/** Nobody ended it, and nobody has added one since: whoever did has seen to it. */
const isGone = Prisma.sql`(h.state = 'ended' AND h.ended_by IS NULL
  AND h.ended_at > now() - ${limits.hookGoneDays} * interval '1 day'
  AND NOT EXISTS (SELECT FROM hook n WHERE n.shop_id = h.shop_id AND n.created_at > h.ended_at))`;
