import { type Day, dateOfDay, dayOfDate } from "#app/domain/dates.ts";
import { invariant } from "#app/domain/invariant.ts";
import type { OpenWork } from "#app/domain/journal/plan-closing.ts";
import { Prisma } from "./generated/client.ts";
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

/**
 * Documents count by the day of their event: what they book later would belong to a closed day. Deliveries by
 * the day they are booked here, also those that are due and not formed yet.
 */
export async function countOpenWork(
  tx: Tx,
  { through, today }: { through: Day; today: Day },
): Promise<OpenWork> {
  const rows = await tx.$queryRaw<OpenWork[]>`
    SELECT
      (SELECT count(*)::int FROM document d
        WHERE d.state = 'working' AND d.event_date <= ${dateOfDay(through)}::date) AS working,
      (SELECT count(*)::int FROM document_line l
         JOIN document d ON d.shop_id = l.shop_id AND d.id = l.document_id
        WHERE l.fate = 'applied' AND l.unit_cost IS NULL AND l.reverses_line_id IS NULL
          AND d.event_date <= ${dateOfDay(through)}::date) AS "needsValue",
      (SELECT count(*)::int FROM book b JOIN delivery d ON d.shop_id = b.shop_id AND d.book_id = b.id
        WHERE ${isFed} AND d.state IN ('waiting', 'sent', 'rejected') AND d.scope <> 'test'
          AND (d.state = 'sent' OR d.accounting_date >= b.starts_on)
          AND d.accounting_date <= ${dateOfDay(through)}::date)
      + (SELECT count(*)::int FROM ${ungathered}
        WHERE ${isFed} AND e.accounting_date <= ${dateOfDay(through)}::date
          AND (b.cadence <> 'month'
               OR e.accounting_date < date_trunc('month', ${dateOfDay(today)}::date::timestamp)::date))
        AS deliveries`;
  return rows[0] ?? { working: 0, needsValue: 0, deliveries: 0 };
}

/** Entries of these days that a monthly delivery still gathers: they reach the books after the closing. */
export async function countGathering(
  tx: Tx,
  { through, today }: { through: Day; today: Day },
): Promise<number> {
  const rows = await tx.$queryRaw<{ entries: number }[]>`
    SELECT count(*)::int AS entries FROM ${ungathered}
     WHERE ${isFed} AND b.cadence = 'month' AND e.accounting_date <= ${dateOfDay(through)}::date
       AND e.accounting_date >= date_trunc('month', ${dateOfDay(today)}::date::timestamp)::date`;
  return rows[0]?.entries ?? 0;
}

/** Entries of these days that a book never got, because it was let go of: these go nowhere by themselves. */
export async function countLeftBehind(
  tx: Tx,
  { through, closedThrough }: { through: Day; closedThrough: Day | null },
): Promise<number> {
  const rows = await tx.$queryRaw<{ entries: number }[]>`
    SELECT count(*)::int AS entries FROM book b
      JOIN delivery_entry q ON q.shop_id = b.shop_id AND q.book_id = b.id
      JOIN entry e ON e.shop_id = q.shop_id AND e.id = q.entry_id AND e.accounting_date >= b.starts_on
      LEFT JOIN delivery d ON d.shop_id = q.shop_id AND d.id = q.delivery_id
     WHERE b.state = 'disconnected' AND b.method <> 'reports-only'
       AND (d.id IS NULL OR d.state IN ('waiting', 'sent', 'rejected'))
       AND e.accounting_date <= ${dateOfDay(through)}::date
       AND e.accounting_date > ${dateOfDay(closedThrough ?? "0001-01-01")}::date`;
  return rows[0]?.entries ?? 0;
}

/** Books that take journals, now or as soon as somebody has signed in again or set them up. */
const isFed = Prisma.sql`b.state <> 'disconnected' AND b.method <> 'reports-only'`;

const ungathered = Prisma.sql`book b
  JOIN delivery_entry q ON q.shop_id = b.shop_id AND q.book_id = b.id AND q.delivery_id IS NULL
  JOIN entry e ON e.shop_id = q.shop_id AND e.id = q.entry_id AND e.accounting_date >= b.starts_on`;
