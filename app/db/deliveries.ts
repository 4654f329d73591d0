import type { DriftFacts } from "#app/domain/book/accepted.ts";
import type { DeliveryScope, DeliveryState, Drift, Trouble } from "#app/domain/book/delivery.ts";
import type { JournalBody } from "#app/domain/book/journal.ts";
import { type Day, dateOfDay, dayOfDate } from "#app/domain/dates.ts";
import { limits } from "#app/domain/limits.ts";
import { Prisma } from "./generated/client.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type DeliveryRow = {
  id: string;
  bookId: string;
  reference: string;
  scope: DeliveryScope;
  accountingDate: Day;
  /** Where the book's own period was closed: the day a person chose there. */
  remoteDate: Day | null;
  currency: string;
  reversesId: string | null;
  state: DeliveryState;
  trouble: Trouble | null;
  drift: Drift | null;
  /** What differs, or what somebody has accepted. */
  driftFacts: DriftFacts | null;
  remoteId: string | null;
};

export type RawDelivery = Omit<DeliveryRow, "accountingDate" | "remoteDate"> & {
  accountingDate: Date;
  remoteDate: Date | null;
};

export const deliveryColumns = Prisma.sql`
  d.id, d.book_id AS "bookId", d.reference, d.scope, d.accounting_date AS "accountingDate",
  d.remote_date AS "remoteDate", d.currency, d.reverses_id AS "reversesId", d.state, d.trouble, d.drift,
  d.drift_facts AS "driftFacts", d.remote_id AS "remoteId"`;

export type NewDelivery = {
  id: string;
  bookId: string;
  reference: string;
  scope: DeliveryScope;
  accountingDate: Day;
  currency: string;
  reversesId?: string;
  entryIds: string[];
};

/** All at once: a book that is connected late begins with the thousands of entries that waited for it. */
export async function insertDeliveries(tx: Tx, shopId: string, made: NewDelivery[]): Promise<void> {
  const rows = made.map(({ entryIds, ...row }) => ({ ...row, entryCount: entryIds.length }));
  const members = made.flatMap(({ id, bookId, entryIds }) =>
    entryIds.map((entryId) => ({ id, bookId, entryId })),
  );
  await tx.$executeRaw`
    INSERT INTO delivery (shop_id, id, book_id, reference, scope, accounting_date, currency, entry_count,
                          reverses_id, due_at, created_at)
    SELECT ${shopId}::uuid, x.id, x."bookId", x.reference, x.scope, x."accountingDate", x.currency,
           x."entryCount", x."reversesId", clock_timestamp(), clock_timestamp()
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, "bookId" uuid, reference text,
        scope text, "accountingDate" date, currency text, "entryCount" int, "reversesId" uuid)`;
  if (members.length === 0) return;
  await tx.$executeRaw`
    UPDATE delivery_entry q SET delivery_id = x.id
      FROM jsonb_to_recordset(${JSON.stringify(members)}::jsonb) AS x(id uuid, "bookId" uuid, "entryId" uuid)
     WHERE q.shop_id = ${shopId}::uuid AND q.book_id = x."bookId" AND q.entry_id = x."entryId"`;
}

export async function findDelivery(tx: Tx, deliveryId: string): Promise<DeliveryRow | null> {
  const rows = await tx.$queryRaw<RawDelivery[]>`
    SELECT ${deliveryColumns} FROM delivery d WHERE d.id = ${deliveryId}::uuid`;
  return rows[0] ? fromRaw(rows[0]) : null;
}

export async function lockDelivery(tx: Tx, deliveryId: string): Promise<DeliveryRow | null> {
  const rows = await tx.$queryRaw<RawDelivery[]>`
    SELECT ${deliveryColumns} FROM delivery d WHERE d.id = ${deliveryId}::uuid FOR NO KEY UPDATE`;
  return rows[0] ? fromRaw(rows[0]) : null;
}

/** What is not booked yet or was refused, in the order of its numbers; one alone where it is named. */
export async function listOpenDeliveries(
  tx: Tx,
  bookId: string,
  wanted: { only: string | null; most: number },
): Promise<DeliveryRow[]> {
  const rows = await tx.$queryRaw<RawDelivery[]>`
    SELECT ${deliveryColumns} FROM delivery d
     WHERE d.book_id = ${bookId}::uuid
       AND CASE WHEN ${wanted.only}::uuid IS NULL THEN d.state IN ('waiting', 'sent', 'rejected')
                ELSE d.id = ${wanted.only}::uuid END
     ORDER BY d.reference LIMIT ${wanted.most}`;
  return rows.map(fromRaw);
}

/**
 * What may go: no reversal before what it undoes is booked, and nothing from before the day a book starts on,
 * unless it may be there already.
 */
const mayGo = Prisma.sql`
  (c.reverses_id IS NULL OR EXISTS (SELECT FROM delivery o
     WHERE o.shop_id = c.shop_id AND o.id = c.reverses_id AND o.state = 'confirmed'))
  AND (c.scope = 'test' OR c.state = 'sent' OR c.accounting_date >= (SELECT b.starts_on FROM book b
     WHERE b.shop_id = c.shop_id AND b.id = c.book_id))`;

/** Some of what is due and in nobody's hands, in the order of its numbers: what is undone comes first. */
export async function claimDeliveries(
  tx: Tx,
  claim: { bookId: string; holder: string; most: number; only: string | null },
): Promise<DeliveryRow[]> {
  const rows = await tx.$queryRaw<RawDelivery[]>`
    -- Chosen once, whatever way the planner goes: joined, the choice could be made again for every row.
    WITH chosen AS MATERIALIZED (
      SELECT c.id FROM delivery c
       WHERE c.book_id = ${claim.bookId}::uuid AND c.state IN ('waiting', 'sent')
         AND c.due_at <= clock_timestamp()
         AND (c.lease_until IS NULL OR c.lease_until < clock_timestamp())
         AND (${claim.only}::uuid IS NULL OR c.id = ${claim.only}::uuid) AND ${mayGo}
       ORDER BY c.due_at, c.reference LIMIT ${claim.most} FOR UPDATE SKIP LOCKED)
    UPDATE delivery d SET lease_holder = ${claim.holder}::uuid,
           lease_until = clock_timestamp() + ${limits.deliveryLeaseMs} * interval '1 millisecond'
      FROM chosen
     WHERE d.id = chosen.id AND d.book_id = ${claim.bookId}::uuid
    RETURNING ${deliveryColumns}`;
  return rows.map(fromRaw).toSorted((left, right) => left.reference.localeCompare(right.reference));
}

/** When the next of a book's deliveries is to be looked at, in milliseconds from now; null when none is. */
export async function findNextDue(tx: Tx, bookId: string): Promise<number | null> {
  const rows = await tx.$queryRaw<{ dueInMs: number | null }[]>`
    SELECT ceil(1000 * extract(epoch FROM
             min(greatest(c.due_at, c.lease_until)) - clock_timestamp()))::float8 AS "dueInMs"
      FROM delivery c WHERE c.book_id = ${bookId}::uuid AND c.state IN ('waiting', 'sent') AND ${mayGo}`;
  const due = rows[0]?.dueInMs ?? null;
  return due === null ? null : Math.max(0, due);
}

export type Outcome = {
  id: string;
  holder: string | null;
  state: DeliveryState;
  trouble?: Trouble;
  troubleFacts?: object;
  remote?: { remoteId: string; version: string | null; address: string | null; day: Day };
  /** What it was compared with, where no attempt of ours says it. */
  compared?: JournalBody | null;
  drift?: Drift | null;
  driftFacts?: object | null;
  dueInMs?: number;
};

/** Only for who still holds it; answers whether they did. Nothing is held any more afterwards. */
export async function markOutcome(tx: Tx, outcome: Outcome): Promise<boolean> {
  const { remote } = outcome;
  const marked = await tx.$executeRaw`
    UPDATE delivery SET state = ${outcome.state}, trouble = ${outcome.trouble ?? null},
           trouble_facts = ${jsonOf(outcome.troubleFacts)}::jsonb,
           remote_id = coalesce(${remote?.remoteId ?? null}, remote_id),
           remote_version = coalesce(${remote?.version ?? null}, remote_version),
           remote_address = coalesce(${remote?.address ?? null}, remote_address),
           remote_date = ${otherDay(remote?.day ?? null)}, compared_body = ${jsonOf(outcome.compared)}::jsonb,
           drift = ${outcome.drift ?? null}, drift_facts = ${jsonOf(outcome.driftFacts)}::jsonb,
           due_at = clock_timestamp() + ${outcome.dueInMs ?? 0} * interval '1 millisecond',
           settled_at = CASE WHEN ${outcome.state} IN ('confirmed', 'by-hand') THEN clock_timestamp() END,
           lease_until = NULL, lease_holder = NULL
     WHERE id = ${outcome.id}::uuid AND state NOT IN ('confirmed', 'by-hand')
       AND lease_holder IS NOT DISTINCT FROM ${outcome.holder}::uuid`;
  return marked === 1;
}

/** Whether what stands there is what another of our deliveries was booked as. */
export async function isAnothers(
  tx: Tx,
  seen: { id: string; bookId: string; remoteId: string },
): Promise<boolean> {
  const rows = await tx.$queryRaw`
    SELECT 1 FROM delivery WHERE book_id = ${seen.bookId}::uuid AND remote_id = ${seen.remoteId}
                             AND id <> ${seen.id}::uuid`;
  return (rows as unknown[]).length > 0;
}

/** Once more, by a person's word: under another number, on another day, or just again. */
export async function markWaitingAgain(
  tx: Tx,
  deliveryId: string,
  anew: { reference?: string; remoteDate?: Day },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery SET state = 'waiting', trouble = NULL, trouble_facts = NULL, drift = NULL,
           drift_facts = NULL, settled_at = NULL, remote_id = NULL, remote_version = NULL,
           remote_address = NULL, compared_body = NULL, due_at = clock_timestamp(),
           lease_until = NULL, lease_holder = NULL,
           reference = coalesce(${anew.reference ?? null}, reference),
           remote_date = ${otherDay(anew.remoteDate ?? null)}
     WHERE id = ${deliveryId}::uuid`;
}

/** The reversal of what a person has settled by hand has nothing to undo. */
export async function markReversalByHand(tx: Tx, deliveryId: string, facts: object): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery SET state = 'by-hand', trouble_facts = ${jsonOf(facts)}::jsonb,
           settled_at = clock_timestamp(), lease_until = NULL, lease_holder = NULL
     WHERE reverses_id = ${deliveryId}::uuid AND state = 'waiting'`;
}

/** What the book's period was closed for goes on where its day is open there now. */
export async function releaseOpened(tx: Tx, bookId: string, lockDate: Day | null): Promise<number> {
  return tx.$executeRaw`
    UPDATE delivery SET state = 'waiting', trouble = NULL, trouble_facts = NULL, due_at = clock_timestamp()
     WHERE book_id = ${bookId}::uuid AND state = 'rejected' AND trouble = 'period-closed'
       AND (${lockDate ? dateOfDay(lockDate) : null}::date IS NULL
            OR coalesce(remote_date, accounting_date) > ${lockDate ? dateOfDay(lockDate) : null}::date)`;
}

/** What waited for a mapping goes on by itself. */
export async function releaseTroubled(tx: Tx, bookId: string, troubles: Trouble[]): Promise<number> {
  return tx.$executeRaw`
    UPDATE delivery SET state = 'waiting', trouble = NULL, trouble_facts = NULL, due_at = clock_timestamp()
     WHERE book_id = ${bookId}::uuid AND state = 'rejected' AND trouble = ANY(${troubles}::text[])`;
}

export function fromRaw(row: RawDelivery): DeliveryRow {
  return {
    ...row,
    accountingDate: dayOfDate(row.accountingDate),
    remoteDate: row.remoteDate && dayOfDate(row.remoteDate),
  };
}

/** The day a book has it on, as it was unless it is told; a difference only where it is another one. */
export function otherDay(day: Day | null): Prisma.Sql {
  return day === null
    ? Prisma.sql`remote_date`
    : Prisma.sql`nullif(${dateOfDay(day)}::date, accounting_date)`;
}

export function jsonOf(facts: object | null | undefined): string | null {
  return facts ? JSON.stringify(facts) : null;
}
