import type { Act } from "#app/domain/approval/rule.ts";
import type { DayPart } from "#app/domain/approval/second-person.ts";
import type { Tx } from "./in-shop-transaction.ts";

/**
 * First of a transaction's locks, and only where a rule counts a whole day: two documents that are each small
 * enough must not both be let through because neither saw the other.
 */
export async function lockApprovalDay(tx: Tx, shopId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('approval day ' || ${shopId}::text, 0))`;
}

export type DayQuery = {
  act: Act;
  /** The document or request in question itself, which does not count twice. */
  exceptId: string;
  personId: string;
  itemIds: string[];
  timeZone: string;
};

/**
 * What this person did today, and what anybody did with these items, without a second person: documents
 * nobody approved and requests nobody decided. What comes back in a moment is worth what it cost.
 */
export async function listDayParts(tx: Tx, shopId: string, query: DayQuery): Promise<DayPart[]> {
  const { act, exceptId, personId, itemIds, timeZone } = query;
  const zone = timeZone || "UTC";
  return tx.$queryRaw<DayPart[]>`
    WITH today AS (
      SELECT date_trunc('day', clock_timestamp() AT TIME ZONE ${zone}) AT TIME ZONE ${zone} AS since
    ),
    gone AS (
      SELECT d.submitted_by = ${personId} AS own, l.item_id, l.location_id, l.taken_from, l.reason_id,
             l.quantity,
             coalesce(l.value_minor, p.value_minor * l.quantity / nullif(p.quantity, 0), 0) AS value
        FROM document d
        JOIN document_line l ON l.shop_id = d.shop_id AND l.document_id = d.id
        LEFT JOIN document_line p ON p.shop_id = l.shop_id AND p.id = l.root_line_id
       WHERE d.shop_id = ${shopId}::uuid AND d.created_at >= (SELECT since FROM today)
         AND d.id <> ${exceptId}::uuid AND d.approved_by IS NULL AND l.fate <> 'refused'
         AND CASE ${act} WHEN 'reversal' THEN d.reverses_id IS NOT NULL
             ELSE d.reverses_id IS NULL OR d.kind = 'off' END
         AND (d.submitted_by = ${personId} OR l.item_id = ANY(${itemIds}::text[]))
      UNION ALL
      SELECT r.requester = ${personId}, l.item_id, l.location_id, l.taken_from, l.reason_id, l.quantity,
             coalesce(l.value_minor, 0)
        FROM request r
        JOIN request_line l ON l.shop_id = r.shop_id AND l.request_id = r.id AND l.revision = r.revision
        LEFT JOIN document o ON o.shop_id = r.shop_id AND o.id = r.reverses_id
       WHERE r.shop_id = ${shopId}::uuid AND r.state IN ('waiting', 'sent-back')
         AND r.made_at >= (SELECT since FROM today) AND r.id <> ${exceptId}::uuid
         AND (r.kind = ${act} OR (${act} = 'write-off' AND o.kind = 'found'))
         AND (r.requester = ${personId} OR l.item_id = ANY(${itemIds}::text[]))
    )
    SELECT own AS "isOwn", item_id AS "itemId", location_id AS "locationId",
           taken_from AS "takenFrom", reason_id AS "reasonId",
           sum(quantity)::int AS units, sum(value)::bigint AS "valueMinor"
      FROM gone GROUP BY own, item_id, location_id, taken_from, reason_id`;
}
