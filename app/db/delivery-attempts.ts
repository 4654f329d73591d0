import type { JournalBody } from "#app/domain/book/journal.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type OpenDeliveryAttempt = {
  id: string;
  deliveryId: string;
  body: JournalBody;
  sends: number;
  openSends: number;
  sinceLastSendMs: number;
};

export async function listOpenDeliveryAttempts(
  tx: Tx,
  deliveryIds: string[],
): Promise<Map<string, OpenDeliveryAttempt>> {
  const rows = await tx.$queryRaw<OpenDeliveryAttempt[]>`
    SELECT id, delivery_id AS "deliveryId", body, sends, open_sends AS "openSends",
           (extract(epoch FROM clock_timestamp() - last_sent_at) * 1000)::float8 AS "sinceLastSendMs"
      FROM delivery_attempt WHERE delivery_id = ANY(${deliveryIds}::uuid[]) AND state = 'sent'`;
  return new Map(rows.map((row) => [row.deliveryId, row]));
}

/** The rows stand before the calls. All or none: whoever lost one of these deliveries sends nothing. */
export async function insertDeliveryAttempts(
  tx: Tx,
  shopId: string,
  attempts: { id: string; deliveryId: string; body: JournalBody }[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO delivery_attempt (shop_id, id, delivery_id, ordinal, body, first_sent_at, last_sent_at)
    SELECT ${shopId}::uuid, x.id, x."deliveryId",
           coalesce((SELECT max(a.ordinal) + 1 FROM delivery_attempt a
                      WHERE a.shop_id = ${shopId}::uuid AND a.delivery_id = x."deliveryId"), 0),
           x.body, clock_timestamp(), clock_timestamp()
      FROM jsonb_to_recordset(${JSON.stringify(attempts)}::jsonb)
        AS x(id uuid, "deliveryId" uuid, body jsonb)`;
}

export async function markResent(tx: Tx, attemptIds: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery_attempt SET sends = sends + 1, open_sends = open_sends + 1,
           last_sent_at = clock_timestamp()
     WHERE id = ANY(${attemptIds}::uuid[])`;
}

/** Keeps the deliveries of those who are about to call; how many of them are still theirs. */
export async function markSending(tx: Tx, holder: string, deliveryIds: string[]): Promise<number> {
  return tx.$executeRaw`
    UPDATE delivery SET state = 'sent'
     WHERE id = ANY(${deliveryIds}::uuid[]) AND lease_holder = ${holder}::uuid
       AND lease_until > clock_timestamp() AND state IN ('waiting', 'sent')`;
}

/** A send that surely was not executed is as if it had not been. */
export async function markNotSent(tx: Tx, attemptId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery_attempt SET open_sends = greatest(0, open_sends - 1) WHERE id = ${attemptId}::uuid`;
}

export async function markAttemptEnded(
  tx: Tx,
  attempt: { id: string; state: "confirmed" | "rejected" | "absent"; answer: object | null },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery_attempt SET state = ${attempt.state}, settled_at = clock_timestamp(),
           answer = ${attempt.answer && JSON.stringify(attempt.answer)}::jsonb
     WHERE id = ${attempt.id}::uuid AND state = 'sent'`;
}

/**
 * What was last booked for it, as we meant it: the measure of what the book holds now. Where it was found
 * without an open attempt, what it was compared with then.
 */
export async function listConfirmedBodies(tx: Tx, deliveryIds: string[]): Promise<Map<string, JournalBody>> {
  const rows = await tx.$queryRaw<{ deliveryId: string; body: JournalBody | null }[]>`
    SELECT d.id AS "deliveryId", coalesce(d.compared_body, (
        SELECT a.body FROM delivery_attempt a
         WHERE a.shop_id = d.shop_id AND a.delivery_id = d.id AND a.body->>'reference' = d.reference
         ORDER BY (a.state = 'confirmed') DESC, a.ordinal DESC LIMIT 1)) AS body
      FROM delivery d WHERE d.id = ANY(${deliveryIds}::uuid[]) AND d.state = 'confirmed'`;
  return new Map(rows.flatMap(({ deliveryId, body }) => (body ? [[deliveryId, body] as const] : [])));
}

/** All that was sent for each and is over, whatever became of it. */
export async function listEndedBodies(tx: Tx, deliveryIds: string[]): Promise<Map<string, JournalBody[]>> {
  const rows = await tx.$queryRaw<{ deliveryId: string; body: JournalBody }[]>`
    SELECT delivery_id AS "deliveryId", body FROM delivery_attempt
     WHERE delivery_id = ANY(${deliveryIds}::uuid[]) AND state <> 'sent' ORDER BY delivery_id, ordinal DESC`;
  const grouped = Map.groupBy(rows, ({ deliveryId }) => deliveryId);
  return new Map([...grouped].map(([id, ended]) => [id, ended.map(({ body }) => body)]));
}

/** What each was booked as, or what was last sent of it. */
export async function listSentBodies(tx: Tx, deliveryIds: string[]): Promise<Map<string, JournalBody>> {
  const last = await listLastBodies(tx, deliveryIds);
  return new Map([...last, ...(await listConfirmedBodies(tx, deliveryIds))]);
}

/** The last of what was ever sent for each, whatever became of it. */
export async function listLastBodies(tx: Tx, deliveryIds: string[]): Promise<Map<string, JournalBody>> {
  const rows = await tx.$queryRaw<{ deliveryId: string; body: JournalBody }[]>`
    SELECT DISTINCT ON (delivery_id) delivery_id AS "deliveryId", body FROM delivery_attempt
     WHERE delivery_id = ANY(${deliveryIds}::uuid[]) ORDER BY delivery_id, ordinal DESC`;
  return new Map(rows.map(({ deliveryId, body }) => [deliveryId, body]));
}
