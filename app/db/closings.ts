import { type Day, dateOfDay, dayOfDate } from "#app/domain/dates.ts";
import { invariant } from "#app/domain/invariant.ts";
import type { OpenWork } from "#app/domain/journal/plan-closing.ts";
import type { Tx } from "./in-shop-transaction.ts";

/**
 * Waits for whoever is booking and keeps the next one waiting. Not FOR UPDATE: every new row of the shop
 * holds its key, and need not wait.
 */
export async function lockClosing(tx: Tx): Promise<{ closedThrough: Day | null; timeZone: string }> {
  const rows = await tx.$queryRaw<{ date: Date | null; timeZone: string }[]>`
    SELECT closed_through AS date, time_zone AS "timeZone" FROM shop FOR NO KEY UPDATE`;
  const [row] = rows;
  invariant(row, "a transaction sees its shop");
  return { closedThrough: row.date ? dayOfDate(row.date) : null, timeZone: row.timeZone };
}

/** The database moves the day itself, and refuses what `planClosing` would. */
export async function insertClosing(
  tx: Tx,
  shopId: string,
  closing: { id: string; through: Day | null; cause: string; personId: string },
): Promise<void> {
  const through = closing.through === null ? null : dateOfDay(closing.through);
  await tx.$executeRaw`
    INSERT INTO closing (shop_id, id, through, cause, person_id)
    VALUES (${shopId}::uuid, ${closing.id}::uuid, ${through}::date, ${closing.cause}, ${closing.personId})`;
}

/** Documents count by the day of their event: what they book later would belong to a closed day. */
export async function countOpenWork(tx: Tx, through: Day): Promise<OpenWork> {
  const rows = await tx.$queryRaw<OpenWork[]>`
    SELECT
      (SELECT count(*)::int FROM document d
        WHERE d.state = 'working' AND d.event_date <= ${dateOfDay(through)}::date) AS working,
      (SELECT count(*)::int FROM document_line l
         JOIN document d ON d.shop_id = l.shop_id AND d.id = l.document_id
        WHERE l.fate = 'applied' AND l.unit_cost IS NULL AND l.reverses_line_id IS NULL
          AND d.event_date <= ${dateOfDay(through)}::date) AS "needsValue"`;
  return rows[0] ?? { working: 0, needsValue: 0 };
}
