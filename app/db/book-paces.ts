import type { Database } from "./in-shop-transaction.ts";

export type Turn = { entered: boolean; waitMs: number };

/** A place in time for one call to an organisation, or how long until one may be had. */
export async function enterBook(
  database: Database,
  call: {
    kind: string;
    organisationId: string;
    id: string;
    spacingMs: number;
    callsPerDay: number | null;
    callsAtOnce: number;
    callMs: number;
    patienceMs: number;
  },
): Promise<Turn> {
  const rows = await database.$queryRaw<Turn[]>`
    SELECT entered, wait_ms AS "waitMs" FROM enter_book(
      ${call.kind}, ${call.organisationId}, ${call.id}::uuid,
      ${call.spacingMs}::float8, ${call.callsPerDay}::int, ${call.callsAtOnce}::int, ${call.callMs}::float8,
      ${call.patienceMs}::float8)`;
  return rows[0] ?? { entered: false, waitMs: call.spacingMs };
}

export async function leaveBook(
  database: Database,
  call: { kind: string; organisationId: string; id: string },
): Promise<void> {
  await database.$executeRaw`SELECT leave_book(${call.kind}, ${call.organisationId}, ${call.id}::uuid)`;
}

export async function pauseBook(
  database: Database,
  book: { kind: string; organisationId: string },
  pauseMs: number,
): Promise<void> {
  await database.$executeRaw`SELECT pause_book(${book.kind}, ${book.organisationId}, ${pauseMs}::float8)`;
}
