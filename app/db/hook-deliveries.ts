import type { HookDeliveryState, HookEvent, HookTrouble } from "#app/domain/hook/event.ts";
import { invariant } from "#app/domain/invariant.ts";
import { documentRecord, entryRecord } from "./feed-records.ts";
import { Prisma } from "./generated/client.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type DueHookDelivery = {
  id: string;
  event: HookEvent;
  subjectId: string;
  tries: number;
  sinceQueuedMs: number;
  queuedAt: Date;
};

/**
 * Counted before they are sent, and put off for as long as the sender may live: if it dies on the way they
 * come up again by themselves, under the same ids. Looked for once: joined, the limit would be asked again.
 */
export async function claimHookDeliveries(
  tx: Tx,
  claim: { hookId: string; most: number; leaseMs: number },
): Promise<DueHookDelivery[]> {
  return tx.$queryRaw<DueHookDelivery[]>`
    WITH due AS MATERIALIZED (
      SELECT shop_id, id FROM hook_delivery
       WHERE hook_id = ${claim.hookId}::uuid AND state = 'waiting' AND due_at <= clock_timestamp()
       ORDER BY due_at, id LIMIT ${claim.most}::int FOR UPDATE)
    UPDATE hook_delivery d SET attempts = d.attempts + 1, tries = d.tries + 1, tried_at = clock_timestamp(),
           due_at = clock_timestamp() + ${claim.leaseMs} * interval '1 millisecond'
      FROM due WHERE d.shop_id = due.shop_id AND d.id = due.id
    RETURNING d.id, d.event, coalesce(d.entry_id, d.document_id) AS "subjectId", d.tries,
              d.created_at AS "queuedAt",
              (extract(epoch FROM clock_timestamp() - d.queued_at) * 1000)::float8 AS "sinceQueuedMs"`;
}

const chosen = "SELECT current_setting('hook.subject')::uuid AS id, 0 AS place";
const recordOf = {
  entry: Prisma.raw(`SELECT r.record FROM (${entryRecord(chosen)}) AS r(record)`),
  document: Prisma.raw(`SELECT r.record FROM (${documentRecord(chosen)}) AS r(record)`),
};

/** As it is told at the accountant's door, now. */
export async function findHookRecord(
  tx: Tx,
  { event, subjectId }: Pick<DueHookDelivery, "event" | "subjectId">,
): Promise<string> {
  const [, rows] = await Promise.all([
    tx.$queryRaw`SELECT set_config('hook.subject', ${subjectId}, true)`,
    tx.$queryRaw<{ record: string }[]>(event === "entry.made" ? recordOf.entry : recordOf.document),
  ]);
  const record = rows[0]?.record;
  invariant(record, "what is told exists");
  return record;
}

/** Taken is taken, whoever sent it and whatever another has heard of it since. */
export async function markHookDelivered(tx: Tx, id: string, status: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE hook_delivery SET state = 'done', settled_at = clock_timestamp(), last_status = ${status},
           last_trouble = NULL, last_words = ''
     WHERE id = ${id}::uuid AND state IN ('waiting', 'parked')`;
}

/** No delay: it is parked until a person does something about it. */
export async function markHookDeliveryFailed(
  tx: Tx,
  failed: {
    id: string;
    trouble: HookTrouble;
    status: number | null;
    words: string;
    delayMs: number | null;
  },
): Promise<void> {
  const state: HookDeliveryState = failed.delayMs === null ? "parked" : "waiting";
  await tx.$executeRaw`
    UPDATE hook_delivery SET state = ${state}, last_status = ${failed.status},
           last_trouble = ${failed.trouble}, last_words = ${failed.words},
           due_at = clock_timestamp() + ${failed.delayMs ?? 0} * interval '1 millisecond',
           settled_at = CASE WHEN ${state} = 'parked' THEN clock_timestamp() END
     WHERE id = ${failed.id}::uuid AND state = 'waiting'`;
}

/** What has waited for longer than anybody's patience behind a receiver that takes nothing. */
export async function parkHookDeliveries(tx: Tx, hookId: string, patienceMs: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE hook_delivery SET state = 'parked', settled_at = clock_timestamp()
     WHERE hook_id = ${hookId}::uuid AND state = 'waiting'
       AND queued_at <= clock_timestamp() - ${patienceMs} * interval '1 millisecond'`;
}

/** In how many milliseconds the next one is due; null when none waits. */
export async function findNextHookDue(tx: Tx, hookId: string): Promise<number | null> {
  const rows = await tx.$queryRaw<{ dueMs: number | null }[]>`
    SELECT (extract(epoch FROM min(due_at) - clock_timestamp()) * 1000)::float8 AS "dueMs"
      FROM hook_delivery WHERE hook_id = ${hookId}::uuid AND state = 'waiting'`;
  return rows[0]?.dueMs ?? null;
}

export async function findHookOfDelivery(tx: Tx, id: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ hookId: string }[]>`
    SELECT hook_id AS "hookId" FROM hook_delivery WHERE id = ${id}::uuid`;
  return rows[0]?.hookId ?? null;
}

/** Due at once and with fresh patience: this one, or all that were not taken. Answers how many. */
export async function markReplayed(
  tx: Tx,
  wanted: { hookId: string; deliveryId: string | null },
): Promise<number> {
  const which = wanted.deliveryId
    ? Prisma.sql`id = ${wanted.deliveryId}::uuid`
    : Prisma.sql`(state = 'parked' OR (state = 'waiting' AND last_trouble IS NOT NULL))`;
  return tx.$executeRaw`
    UPDATE hook_delivery SET state = 'waiting', settled_at = NULL, tries = 0, queued_at = clock_timestamp(),
           due_at = clock_timestamp()
     WHERE hook_id = ${wanted.hookId}::uuid AND state <> 'dropped' AND ${which}`;
}
