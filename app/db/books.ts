import type { BookState, Cadence, Method, StockBooker } from "#app/domain/book/book.ts";
import { type Day, dateOfDay, dayOfDate } from "#app/domain/dates.ts";
import type { BookKind, BookOrganisation } from "#app/ports/book.ts";
import { Prisma } from "./generated/client.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type BookRow = {
  id: string;
  kind: BookKind;
  organisationId: string;
  organisationName: string;
  currency: string;
  timeZone: string | null;
  country: string | null;
  lockDate: Day | null;
  tracksStock: boolean | null;
  prefix: string;
  state: BookState;
  cadence: Cadence;
  method: Method;
  startsOn: Day | null;
  stockBookedBy: StockBooker | null;
  pausedAt: Date | null;
  changesReadAt: Date | null;
  connectedBy: string;
  connectedAt: Date;
};

type Raw = Omit<BookRow, "lockDate" | "startsOn"> & { lockDate: Date | null; startsOn: Date | null };

const columns = Prisma.sql`
  id, kind, organisation_id AS "organisationId", organisation_name AS "organisationName", currency,
  time_zone AS "timeZone", country, lock_date AS "lockDate", tracks_stock AS "tracksStock", prefix, state,
  cadence, method, starts_on AS "startsOn", stock_booked_by AS "stockBookedBy", paused_at AS "pausedAt",
  changes_read_at AS "changesReadAt", connected_by AS "connectedBy", connected_at AS "connectedAt"`;

export async function findBook(tx: Tx, bookId: string): Promise<BookRow | null> {
  const rows = await tx.$queryRaw<Raw[]>`SELECT ${columns} FROM book WHERE id = ${bookId}::uuid`;
  return rows[0] ? fromRaw(rows[0]) : null;
}

/** Whoever changes what a book is or what it takes comes one after the other. */
export async function lockBook(tx: Tx, bookId: string): Promise<BookRow | null> {
  const rows = await tx.$queryRaw<Raw[]>`
    SELECT ${columns} FROM book WHERE id = ${bookId}::uuid FOR NO KEY UPDATE`;
  return rows[0] ? fromRaw(rows[0]) : null;
}

export async function findBookOfOrganisation(
  tx: Tx,
  wanted: { kind: BookKind; organisationId: string },
): Promise<BookRow | null> {
  const rows = await tx.$queryRaw<Raw[]>`
    SELECT ${columns} FROM book
     WHERE kind = ${wanted.kind} AND organisation_id = ${wanted.organisationId} FOR NO KEY UPDATE`;
  return rows[0] ? fromRaw(rows[0]) : null;
}

export async function insertBook(
  tx: Tx,
  shopId: string,
  book: { id: string; kind: BookKind; prefix: string; connectedBy: string; organisation: BookOrganisation },
): Promise<void> {
  const { organisation } = book;
  await tx.$executeRaw`
    INSERT INTO book (shop_id, id, kind, organisation_id, organisation_name, currency, time_zone, country,
                      lock_date, tracks_stock, described_at, prefix, connected_by, connected_at)
    VALUES (${shopId}::uuid, ${book.id}::uuid, ${book.kind}, ${organisation.remoteId}, ${organisation.name},
            ${organisation.currency}, ${organisation.timeZone}, ${organisation.country},
            ${dateOrNull(organisation.lockDate)}::date, ${organisation.tracksStock}, clock_timestamp(),
            ${book.prefix}, ${book.connectedBy}, clock_timestamp())`;
}

export async function markDescribed(tx: Tx, bookId: string, organisation: BookOrganisation): Promise<void> {
  await tx.$executeRaw`
    UPDATE book SET organisation_name = ${organisation.name}, currency = ${organisation.currency},
           time_zone = ${organisation.timeZone}, country = ${organisation.country},
           lock_date = ${dateOrNull(organisation.lockDate)}::date, tracks_stock = ${organisation.tracksStock},
           described_at = clock_timestamp()
     WHERE id = ${bookId}::uuid`;
}

/** Back after it had been disconnected, or with new consent: the same book, its prefix and its numbers. */
export async function markConnectedAgain(tx: Tx, bookId: string, connectedBy: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE book SET state = CASE WHEN state = 'setting-up' OR starts_on IS NULL OR stock_booked_by IS NULL
                                 THEN 'setting-up' ELSE 'connected' END,
           ended_at = NULL, connected_by = ${connectedBy}, connected_at = clock_timestamp()
     WHERE id = ${bookId}::uuid`;
}

/** What ends before it began has not begun when it is connected again, whatever was said of its start. */
export async function markBookState(tx: Tx, bookId: string, state: BookState): Promise<void> {
  await tx.$executeRaw`
    UPDATE book SET state = ${state},
           starts_on = CASE WHEN state <> 'setting-up' OR ${state} <> 'disconnected' THEN starts_on END,
           ended_at = CASE WHEN ${state} = 'disconnected' THEN clock_timestamp() END
     WHERE id = ${bookId}::uuid`;
}

export async function markBookTerms(
  tx: Tx,
  bookId: string,
  terms: { cadence: Cadence; method: Method; startsOn: Day; stockBookedBy: StockBooker },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE book SET cadence = ${terms.cadence}, method = ${terms.method},
           starts_on = ${dateOfDay(terms.startsOn)}::date, stock_booked_by = ${terms.stockBookedBy}
     WHERE id = ${bookId}::uuid`;
}

/** Whether another shop stays in the organisation this book was just marked as having left. */
export async function leaveOrganisation(tx: Tx, bookId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<
    { shared: boolean }[]
  >`SELECT leave_organisation(${bookId}::uuid) AS shared`;
  return rows[0]?.shared ?? false;
}

export async function markPaused(tx: Tx, bookId: string, isPaused: boolean): Promise<void> {
  await tx.$executeRaw`
    UPDATE book SET paused_at = CASE WHEN ${isPaused} THEN clock_timestamp() END WHERE id = ${bookId}::uuid`;
}

export async function markChangesRead(tx: Tx, bookId: string, until: Date): Promise<void> {
  await tx.$executeRaw`UPDATE book SET changes_read_at = ${until} WHERE id = ${bookId}::uuid`;
}

/** The last of the numbers that are drawn; the caller holds the book's row. */
export async function drawNumbers(tx: Tx, bookId: string, count: number): Promise<number> {
  const rows = await tx.$queryRaw<{ lastNumber: number }[]>`
    UPDATE book SET last_number = last_number + ${count} WHERE id = ${bookId}::uuid
    RETURNING last_number AS "lastNumber"`;
  return rows[0]?.lastNumber ?? 0;
}

function fromRaw(row: Raw): BookRow {
  return {
    ...row,
    lockDate: row.lockDate && dayOfDate(row.lockDate),
    startsOn: row.startsOn && dayOfDate(row.startsOn),
  };
}

function dateOrNull(day: Day | null): Date | null {
  return day === null ? null : dateOfDay(day);
}
