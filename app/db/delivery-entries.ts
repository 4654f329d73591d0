import type { DeliveredPosting } from "#app/domain/book/delivery.ts";
import type { QueuedEntry } from "#app/domain/book/form.ts";
import { type Day, dateOfDay, dayOfDate } from "#app/domain/dates.ts";
import { documentNumberOf } from "#app/domain/ids.ts";
import { Prisma } from "./generated/client.ts";
import type { Tx } from "./in-shop-transaction.ts";

const keysOfEntry = Prisma.sql`
  ARRAY(SELECT DISTINCT concat_ws(' ', p.role, p.side, l.reason_id, l.location_id)
          FROM entry_line p JOIN document_line l ON l.shop_id = p.shop_id AND l.id = p.line_id
         WHERE p.shop_id = e.shop_id AND p.entry_id = e.id)`;

/** Entries that wait to be put into a delivery, oldest first. The caller holds the book's row. */
export async function listQueuedEntries(tx: Tx, bookId: string, most: number): Promise<QueuedEntry[]> {
  const rows = await tx.$queryRaw<(Omit<QueuedEntry, "accountingDate"> & { accountingDate: Date })[]>`
    SELECT q.entry_id AS "entryId", e.document_id AS "documentId", e.accounting_date AS "accountingDate",
           e.currency, ${keysOfEntry} AS keys
      FROM delivery_entry q JOIN entry e ON e.shop_id = q.shop_id AND e.id = q.entry_id
      JOIN book b ON b.shop_id = q.shop_id AND b.id = q.book_id AND b.starts_on <= e.accounting_date
     WHERE q.book_id = ${bookId}::uuid AND q.delivery_id IS NULL
     ORDER BY e.accounting_date, e.id LIMIT ${most}`;
  return rows.map((row) => ({ ...row, accountingDate: dayOfDate(row.accountingDate) }));
}

/** What would be put into deliveries if the book began, or went on, now: an entry is queued once it has. */
export async function listUnsentEntries(
  tx: Tx,
  bookId: string,
  from: { startsOn: Day; most: number },
): Promise<QueuedEntry[]> {
  const rows = await tx.$queryRaw<(Omit<QueuedEntry, "accountingDate"> & { accountingDate: Date })[]>`
    SELECT e.id AS "entryId", e.document_id AS "documentId", e.accounting_date AS "accountingDate",
           e.currency, ${keysOfEntry} AS keys
      FROM entry e
      LEFT JOIN delivery_entry q ON q.shop_id = e.shop_id AND q.book_id = ${bookId}::uuid
                                AND q.entry_id = e.id
     WHERE q.delivery_id IS NULL AND e.accounting_date >= ${dateOfDay(from.startsOn)}::date
     ORDER BY e.accounting_date, e.id LIMIT ${from.most}`;
  return rows.map((row) => ({ ...row, accountingDate: dayOfDate(row.accountingDate) }));
}

/**
 * What was booked here before the book was connected, from the day it starts on. Nothing is booked meanwhile:
 * an entry that is being made holds the shop's row, and one that comes after sees the book.
 */
export async function queueBacklog(tx: Tx, shopId: string, bookId: string, startsOn: Day): Promise<number> {
  await tx.$queryRaw`SELECT 1 FROM shop WHERE id = ${shopId}::uuid FOR NO KEY UPDATE`;
  return tx.$executeRaw`
    INSERT INTO delivery_entry (shop_id, book_id, entry_id)
    SELECT e.shop_id, ${bookId}::uuid, e.id FROM entry e
     WHERE e.shop_id = ${shopId}::uuid AND e.accounting_date >= ${dateOfDay(startsOn)}::date
    ON CONFLICT (shop_id, book_id, entry_id) DO NOTHING`;
}

export async function listBooksWithQueued(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ bookId: string }[]>`
    SELECT b.id AS "bookId" FROM book b
     WHERE b.state IN ('connected', 'signed-out')
       AND EXISTS (SELECT FROM delivery_entry q WHERE q.shop_id = b.shop_id AND q.book_id = b.id
                                                  AND q.delivery_id IS NULL)
     ORDER BY b.id`;
  return rows.map(({ bookId }) => bookId);
}

const postingColumns = Prisma.sql`
  n.number, n.kind AS "documentKind", r.number AS reverses, e.event_date AS "eventDate", p.role, p.side,
  p.amount_minor AS "amountMinor", l.quantity, l.title, l.reason_id AS "reasonId",
  l.reason_label AS "reasonLabel", l.location_id AS "locationId"`;

const postingsOfEntry = Prisma.sql`
  JOIN entry_line p ON p.shop_id = e.shop_id AND p.entry_id = e.id
  JOIN document_line l ON l.shop_id = p.shop_id AND l.id = p.line_id
  JOIN document n ON n.shop_id = e.shop_id AND n.id = e.document_id
  LEFT JOIN document r ON r.shop_id = n.shop_id AND r.id = n.reverses_id`;

/** Every posting of these deliveries' entries, with what a bookkeeper wants to read beside it. */
export async function listPostings(tx: Tx, deliveryIds: string[]): Promise<Map<string, DeliveredPosting[]>> {
  return postingsOf(
    await tx.$queryRaw<RawPosting[]>`
      SELECT q.delivery_id AS "group", ${postingColumns}
        FROM delivery_entry q
        JOIN entry e ON e.shop_id = q.shop_id AND e.id = q.entry_id ${postingsOfEntry}
       WHERE q.delivery_id = ANY(${deliveryIds}::uuid[])
       ORDER BY n.number, e.id, p.position`,
  );
}

/** The same of entries that stand in no delivery yet, each by itself. */
export async function listEntryPostings(
  tx: Tx,
  entryIds: string[],
): Promise<Map<string, DeliveredPosting[]>> {
  return postingsOf(
    await tx.$queryRaw<RawPosting[]>`
      SELECT e.id AS "group", ${postingColumns} FROM entry e ${postingsOfEntry}
       WHERE e.id = ANY(${entryIds}::uuid[]) ORDER BY n.number, e.id, p.position`,
  );
}

type RawPosting = Omit<DeliveredPosting, "documentNumber" | "reversesNumber" | "eventDate"> & {
  group: string;
  number: number;
  reverses: number | null;
  eventDate: Date;
};

function postingsOf(rows: RawPosting[]): Map<string, DeliveredPosting[]> {
  const postings = new Map<string, DeliveredPosting[]>();
  for (const { group, number, reverses, eventDate, ...row } of rows) {
    const one = {
      ...row,
      documentNumber: documentNumberOf(number),
      reversesNumber: reverses === null ? null : documentNumberOf(reverses),
      eventDate: dayOfDate(eventDate),
    };
    const before = postings.get(group);
    if (before) before.push(one);
    else postings.set(group, [one]);
  }
  return postings;
}
