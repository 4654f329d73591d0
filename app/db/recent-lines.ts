import { limits } from "#app/domain/limits.ts";
import type { RecentFlag, RecentLine } from "#app/domain/write-off/question.ts";
import type { Tx } from "./in-shop-transaction.ts";

type LineRow = Omit<RecentLine, "number"> & { number: number };

/**
 * An item's latest lines, read from the newest on by the index that ends with the line's id: ids are made in
 * the order of time, so that an item with a hundred thousand lines costs no more than one with twenty.
 */
export async function listRecentLines(tx: Tx, itemIds: string[]): Promise<LineRow[]> {
  return tx.$queryRaw<LineRow[]>`
    SELECT l.item_id AS "itemId", l.location_id AS "locationId", l.taken_from AS "takenFrom", l.quantity,
           l.reason_id AS "reasonId",
           d.id AS "documentId", d.number, coalesce(nullif(p.name, ''), d.submitted_by) AS by,
           (extract(epoch FROM clock_timestamp() - d.created_at) / 3600)::float8 AS "hoursAgo",
           coalesce(b.reversed + b.reserved >= b.applied, false) AS undone
      FROM unnest(${itemIds}::text[]) AS asked(item_id)
     CROSS JOIN LATERAL (
           SELECT * FROM document_line x
            WHERE x.item_id = asked.item_id AND x.reverses_line_id IS NULL AND x.fate <> 'refused'
            ORDER BY x.id DESC LIMIT ${limits.recentLinesPerItem}) l
      JOIN document d ON d.shop_id = l.shop_id AND d.id = l.document_id
      LEFT JOIN line_balance b ON b.shop_id = l.shop_id AND b.line_id = l.id
      LEFT JOIN person p ON p.shop_id = d.shop_id AND p.user_id = d.submitted_by
     WHERE d.kind = 'off' AND d.created_at > clock_timestamp() - ${limits.recentDays} * interval '1 day'`;
}

/** Whether something was written off that was not seen: almost never, and told by an index alone. */
export async function hasOtherLines(
  tx: Tx,
  of: { itemIds: string[]; since: string; seenDocumentIds: string[] },
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT FROM document_line l WHERE l.item_id = ANY(${of.itemIds}::text[])
      AND l.id > ${of.since}::uuid AND l.document_id <> ALL(${of.seenDocumentIds}::uuid[])) AS found`;
  return rows[0]?.found ?? false;
}

/** What stands on a list and has been taken by no document, and what waits for a second person. */
export async function listRecentFlags(tx: Tx, itemIds: string[]): Promise<RecentFlag[]> {
  return tx.$queryRaw<RecentFlag[]>`
    SELECT f.id AS "draftLineId", f.item_id AS "itemId", f.location_id AS "locationId",
           f.taken_from AS "takenFrom", f.reason_id AS "reasonId", f.quantity,
           coalesce(nullif(p.name, ''), f.flagged_by) AS by,
           'flagged' AS waiting, NULL::uuid AS "documentId"
      FROM draft_line f
      LEFT JOIN person p ON p.shop_id = f.shop_id AND p.user_id = f.flagged_by
     WHERE f.item_id = ANY(${itemIds}) AND f.state = 'open' AND NOT EXISTS (
           SELECT FROM document_line l
            WHERE l.shop_id = f.shop_id AND l.draft_line_id = f.id AND l.fate <> 'refused')
     UNION ALL
    SELECT NULL, l.item_id, l.location_id, l.taken_from, l.reason_id, l.quantity,
           coalesce(nullif(p.name, ''), nullif(r.reporter, ''), r.requester), 'request', r.id
      FROM request r
      JOIN request_line l ON l.shop_id = r.shop_id AND l.request_id = r.id AND l.revision = r.revision
      LEFT JOIN person p ON p.shop_id = r.shop_id AND p.user_id = r.requester
     WHERE r.state IN ('waiting', 'sent-back') AND l.item_id = ANY(${itemIds})`;
}

export type QuestionSettings = { doubledWithinHours: number; salvageFromMinor: bigint | null };

export async function findQuestionSettings(tx: Tx): Promise<QuestionSettings> {
  const rows = await tx.$queryRaw<QuestionSettings[]>`
    SELECT doubled_within_hours AS "doubledWithinHours", salvage_from_minor AS "salvageFromMinor" FROM shop`;
  return rows[0] ?? { doubledWithinHours: 0, salvageFromMinor: null };
}

export async function markQuestionSettings(tx: Tx, settings: QuestionSettings): Promise<void> {
  await tx.$executeRaw`
    UPDATE shop SET doubled_within_hours = ${settings.doubledWithinHours},
           salvage_from_minor = ${settings.salvageFromMinor}::bigint`;
}
