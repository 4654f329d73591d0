import type { Drift } from "#app/domain/book/delivery.ts";
import type { Day } from "#app/domain/dates.ts";
import {
  type DeliveryRow,
  deliveryColumns,
  fromRaw,
  jsonOf,
  otherDay,
  type RawDelivery,
} from "./deliveries.ts";
import type { Tx } from "./in-shop-transaction.ts";

export async function markDrift(
  tx: Tx,
  deliveryId: string,
  seen: { drift: Drift | null; facts: object | null; version: string | null; day: Day | null },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery SET drift = ${seen.drift}, drift_facts = ${jsonOf(seen.facts)}::jsonb,
           remote_version = coalesce(${seen.version}, remote_version), remote_date = ${otherDay(seen.day)}
     WHERE id = ${deliveryId}::uuid AND state = 'confirmed'`;
}

export async function listConfirmedByRemote(
  tx: Tx,
  bookId: string,
  wanted: { remoteIds: string[]; references: string[] },
): Promise<DeliveryRow[]> {
  const rows = await tx.$queryRaw<RawDelivery[]>`
    SELECT ${deliveryColumns} FROM delivery d
     WHERE d.book_id = ${bookId}::uuid AND d.state = 'confirmed'
       AND (d.remote_id = ANY(${wanted.remoteIds}::text[]) OR d.reference = ANY(${wanted.references}::text[]))
     ORDER BY d.id FOR NO KEY UPDATE`;
  return rows.map(fromRaw);
}

export async function listConfirmedReferences(
  tx: Tx,
  bookId: string,
  wanted: { drift: "any" | "doubled"; after: string; most: number },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ reference: string }[]>`
    SELECT reference FROM delivery
     WHERE book_id = ${bookId}::uuid AND state = 'confirmed' AND reference > ${wanted.after}
       AND (${wanted.drift} = 'any' OR drift = 'doubled')
     ORDER BY reference LIMIT ${wanted.most}`;
  return rows.map(({ reference }) => reference);
}
