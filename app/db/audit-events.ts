import { type AuditEvent, canonicalOf } from "#app/domain/audit/event.ts";
import type { Tx } from "./in-shop-transaction.ts";
import { insertJob } from "./jobs.ts";

/** Stands or falls with the act itself; the database adds the job that seals it. */
export async function insertAuditEvent(tx: Tx, shopId: string, event: AuditEvent): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO audit_event (shop_id, id, kind, subject_id, person_id, at, canonical)
    VALUES (${shopId}::uuid, ${event.id}::uuid, ${event.kind}, ${event.subjectId}::uuid, ${event.personId},
            ${event.at}::timestamptz, ${canonicalOf({ ...event, shopId })})`;
}

/** For events whose job is gone. */
export async function insertSealJob(tx: Tx): Promise<void> {
  await insertJob(tx, {
    task: "seal-audit",
    payload: {},
    key: "seal-audit",
    delayMs: 1_000,
    whenPending: "keep",
  });
}

export async function sealAuditEvents(tx: Tx, most: number): Promise<number> {
  const rows = await tx.$queryRaw<{ done: number }[]>`SELECT seal_audit(${most}::int) AS done`;
  return rows[0]?.done ?? 0;
}

/** Events that neither have a seal nor wait for one: the database gives none, so somebody went around it. */
export async function findUnsealed(tx: Tx): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM audit_event e
     WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.shop_id = e.shop_id AND s.event_id = e.id)
       AND NOT EXISTS (SELECT FROM audit_unsealed u WHERE u.shop_id = e.shop_id AND u.event_id = e.id)`;
  return rows[0]?.count ?? 0;
}
