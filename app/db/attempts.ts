import type { Body } from "#app/domain/adjustment/body.ts";
import { limits } from "#app/domain/limits.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type OpenAttempt = {
  id: string;
  ordinal: number;
  body: Body;
  state: "made" | "sent";
  sends: number;
  /** Sends nobody can say the end of; the present one among them. */
  openSends: number;
  vendorClock: Date;
  proofNeeded: boolean;
  ageMs: number;
  sinceLastSendMs: number;
};

/** The row stands before the call: whatever happens after, somebody can find out what was meant. */
export async function insertAttempt(
  tx: Tx,
  shopId: string,
  attempt: { id: string; adjustmentId: string; body: Body; vendorClock: Date },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO attempt (shop_id, id, adjustment_id, ordinal, body, made_at, vendor_clock)
    SELECT ${shopId}::uuid, ${attempt.id}::uuid, ${attempt.adjustmentId}::uuid,
           coalesce(max(a.ordinal) + 1, 0), ${JSON.stringify(attempt.body)}::jsonb, clock_timestamp(),
           ${attempt.vendorClock}
      FROM attempt a WHERE a.adjustment_id = ${attempt.adjustmentId}::uuid`;
}

export async function findOpenAttempt(tx: Tx, adjustmentId: string): Promise<OpenAttempt | null> {
  const rows = await tx.$queryRaw<OpenAttempt[]>`
    SELECT id, ordinal, body, state, sends, open_sends AS "openSends", vendor_clock AS "vendorClock",
           coalesce(proof = 'needed', false) AS "proofNeeded",
           coalesce(extract(epoch FROM clock_timestamp() - first_sent_at) * 1000, 0)::float8 AS "ageMs",
           coalesce(extract(epoch FROM clock_timestamp() - last_sent_at) * 1000, 0)::float8
             AS "sinceLastSendMs"
      FROM attempt WHERE adjustment_id = ${adjustmentId}::uuid AND state IN ('made', 'sent')`;
  return rows[0] ?? null;
}

/**
 * Says that a call begins, and only to the one who holds the lease of a shop that is still installed. The
 * lease is renewed with it, because the call may take longer than what is left of it.
 */
export async function markSent(
  tx: Tx,
  attempt: { id: string; adjustmentId: string; holder: string },
): Promise<{ sends: number; openSends: number } | null> {
  const rows = await tx.$queryRaw<{ sends: number; openSends: number }[]>`
    WITH held AS (
      UPDATE adjustment a SET lease_until = clock_timestamp() + ${limits.leaseMs} * interval '1 millisecond'
       WHERE a.id = ${attempt.adjustmentId}::uuid AND a.lease_holder = ${attempt.holder}::uuid
         AND a.state = 'waiting'
         AND a.lease_until > clock_timestamp()
         AND EXISTS (SELECT 1 FROM shop s WHERE s.id = a.shop_id AND s.uninstalled_at IS NULL)
      RETURNING a.id)
    UPDATE attempt t
       SET state = 'sent', sends = t.sends + 1, open_sends = t.open_sends + 1,
           first_sent_at = coalesce(t.first_sent_at, clock_timestamp()), last_sent_at = clock_timestamp()
      FROM held
     WHERE t.id = ${attempt.id}::uuid AND t.adjustment_id = held.id AND t.state IN ('made', 'sent')
    RETURNING t.sends, t.open_sends AS "openSends"`;
  return rows[0] ?? null;
}

/** The last send surely did nothing (turned away before it was executed): it does not cast doubt. */
export async function markSendClosed(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE attempt SET open_sends = open_sends - 1 WHERE id = ${id}::uuid AND state = 'sent'
      AND open_sends > 0`;
}

export async function markProofNeeded(tx: Tx, id: string, answer: unknown): Promise<void> {
  await tx.$executeRaw`
    UPDATE attempt SET proof = 'needed', answer = ${JSON.stringify(answer)}::jsonb
     WHERE id = ${id}::uuid AND state = 'sent'`;
}

export type FinishedAttempt = {
  id: string;
  state: "applied" | "refused" | "unknown";
  groupId: string | null;
  answer: unknown;
  /** What the verdict rests on: Shopify's answer to the only send, the levels, or nothing. */
  proof: "answer" | "levels" | "none";
};

export async function markFinished(tx: Tx, attempt: FinishedAttempt): Promise<void> {
  await tx.$executeRaw`
    UPDATE attempt
       SET state = ${attempt.state}, group_id = ${attempt.groupId},
           answer = ${JSON.stringify(attempt.answer)}::jsonb, proof = ${attempt.proof},
           settled_at = clock_timestamp()
     WHERE id = ${attempt.id}::uuid AND state IN ('made', 'sent')`;
}

export type UnknownAttempt = {
  id: string;
  adjustmentId: string;
  documentId: string;
  body: Body;
  resolved: boolean;
};

export async function findUnknownAttempt(
  tx: Tx,
  documentId: string,
  id: string,
): Promise<UnknownAttempt | null> {
  const rows = await tx.$queryRaw<UnknownAttempt[]>`
    SELECT t.id, t.adjustment_id AS "adjustmentId", a.document_id AS "documentId", t.body,
           EXISTS (SELECT 1 FROM attempt_resolution r
                   WHERE r.shop_id = t.shop_id AND r.attempt_id = t.id) AS resolved
      FROM attempt t JOIN adjustment a ON a.shop_id = t.shop_id AND a.id = t.adjustment_id
     WHERE t.id = ${id}::uuid AND t.state = 'unknown' AND a.document_id = ${documentId}::uuid`;
  return rows[0] ?? null;
}

export async function insertResolution(
  tx: Tx,
  shopId: string,
  resolution: {
    attemptId: string;
    happened: boolean;
    changes: number[] | null;
    note: string;
    personId: string;
  },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO attempt_resolution (shop_id, attempt_id, happened, changes, note, resolved_by, resolved_at)
    VALUES (${shopId}::uuid, ${resolution.attemptId}::uuid, ${resolution.happened},
            ${resolution.changes}::int[], ${resolution.note}, ${resolution.personId}, clock_timestamp())`;
}
