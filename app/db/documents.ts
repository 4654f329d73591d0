import { dateOfDay, dayOfDate } from "#app/domain/dates.ts";
import type { DocumentKind, DocumentState, Fate } from "#app/domain/write-off/kind.ts";
import { stateOf } from "#app/domain/write-off/kind.ts";
import type { WriteOffPlan } from "#app/domain/write-off/plan.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type DocumentHead = {
  id: string;
  number: number;
  kind: DocumentKind;
  state: DocumentState;
  fingerprint: string;
  reversesId: string | null;
  eventDate: string;
  currency: string;
  timeZone: string;
  submittedBy: string;
  /** Who let it happen, where somebody else had asked. */
  approvedBy: string | null;
  rightProved: boolean;
  ageMs: number;
};

type HeadRow = Omit<DocumentHead, "eventDate"> & { eventDate: Date };

export async function findDocument(tx: Tx, id: string): Promise<DocumentHead | null> {
  const rows = await tx.$queryRaw<HeadRow[]>`
    SELECT id, number, kind, state, fingerprint, reverses_id AS "reversesId", event_date AS "eventDate",
           currency, time_zone AS "timeZone", submitted_by AS "submittedBy", approved_by AS "approvedBy",
           right_proved AS "rightProved",
           (extract(epoch FROM clock_timestamp() - created_at) * 1000)::float8 AS "ageMs"
      FROM document WHERE id = ${id}::uuid`;
  return rows[0] ? toHead(rows[0]) : null;
}

/** First in the order of locks: whoever moves a document's parts holds the document. */
export async function lockDocument(tx: Tx, id: string): Promise<DocumentHead | null> {
  const rows = await tx.$queryRaw<HeadRow[]>`
    SELECT id, number, kind, state, fingerprint, reverses_id AS "reversesId", event_date AS "eventDate",
           currency, time_zone AS "timeZone", submitted_by AS "submittedBy", approved_by AS "approvedBy",
           right_proved AS "rightProved",
           (extract(epoch FROM clock_timestamp() - created_at) * 1000)::float8 AS "ageMs"
      FROM document WHERE id = ${id}::uuid FOR UPDATE`;
  return rows[0] ? toHead(rows[0]) : null;
}

/**
 * The database draws the number; a second document of the same id fails here and takes no number with it. Its
 * age is measured on the database's clock, so it is born on that one too.
 */
export async function insertDocument(
  tx: Tx,
  shopId: string,
  plan: WriteOffPlan,
  made: { fingerprint: string; submittedBy: string; approvedBy: string | null; rightProved: boolean },
): Promise<DocumentHead> {
  const rows = await tx.$queryRaw<{ number: number }[]>`
    INSERT INTO document (shop_id, id, kind, reverses_id, reversal_cause, fingerprint, note, event_date,
                          currency, time_zone, submitted_by, approved_by, approved_at, right_proved, units,
                          value_minor, line_count,
                          answers, created_at)
    VALUES (${shopId}::uuid, ${plan.id}::uuid, ${plan.kind}, ${plan.reverses?.documentId ?? null}::uuid,
            ${plan.reverses?.cause ?? null}, ${made.fingerprint}, ${plan.note},
            ${dateOfDay(plan.eventDate)}::date, ${plan.currency}, ${plan.timeZone}, ${made.submittedBy},
            ${made.approvedBy}, CASE WHEN ${made.approvedBy}::text IS NOT NULL THEN clock_timestamp() END,
            ${made.rightProved}, ${plan.units}, ${plan.reverses ? null : plan.valueMinor},
            ${plan.lines.length}, ${JSON.stringify(plan.questions)}::jsonb, clock_timestamp())
    RETURNING number`;
  const { id, kind, eventDate, currency, timeZone } = plan;
  const { fingerprint, submittedBy, approvedBy, rightProved } = made;
  const reversesId = plan.reverses?.documentId ?? null;
  const drawn = { number: rows[0]?.number ?? 0, state: "working" as const, ageMs: 0 };
  return {
    ...drawn,
    id,
    kind,
    fingerprint,
    reversesId,
    eventDate,
    currency,
    timeZone,
    submittedBy,
    approvedBy,
    rightProved,
  };
}

/** The state follows from the fates of the lines, all of them, under the document's lock. */
export async function markDocumentState(tx: Tx, id: string): Promise<DocumentState> {
  const fates = await tx.$queryRaw<{ fate: Fate; units: number; value: bigint | null; valued: boolean }[]>`
    SELECT fate, sum(quantity)::int AS units, sum(value_minor)::bigint AS value,
      bool_and(value_minor IS NOT NULL) AS valued
      FROM document_line WHERE document_id = ${id}::uuid GROUP BY fate`;
  const state = stateOf(fates.map((row) => row.fate));
  const applied = fates.find((row) => row.fate === "applied");
  const counted = fates.filter((row) => row.fate !== "refused");
  const value = counted.every((row) => row.valued)
    ? counted.reduce((sum, row) => sum + (row.value ?? 0n), 0n)
    : null;
  await tx.$executeRaw`
    UPDATE document SET state = ${state}, units_applied = ${applied?.units ?? 0}, value_minor = ${value},
           settled_at = CASE WHEN ${state} <> 'working' THEN coalesce(settled_at, clock_timestamp()) END
     WHERE id = ${id}::uuid`;
  return state;
}

function toHead(row: HeadRow): DocumentHead {
  return { ...row, eventDate: dayOfDate(row.eventDate) };
}

export async function listNumbers(tx: Tx, ids: string[]): Promise<number[]> {
  const rows = await tx.$queryRaw<{ number: number }[]>`
    SELECT number FROM document WHERE id = ANY(${ids}::uuid[]) ORDER BY number`;
  return rows.map(({ number }) => number);
}
