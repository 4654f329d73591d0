import { type Day, dateOfDay, dayOfDate } from "#app/domain/dates.ts";
import type { AccountRole } from "#app/domain/journal/account-role.ts";
import type { Entry } from "#app/domain/journal/entry.ts";
import type { Posting, Side } from "#app/domain/journal/share.ts";
import type { Tx } from "./in-shop-transaction.ts";

/** The header, then the lines; the database keeps the totals of the day, which the screens read. */
export async function insertEntry(tx: Tx, shopId: string, id: string, entry: Entry): Promise<void> {
  const date = dateOfDay(entry.accountingDate);
  const header = tx.$executeRaw`
    INSERT INTO entry (shop_id, id, cause_kind, cause_id, document_id, currency, accounting_date, event_date,
                       line_count, created_at)
    VALUES (${shopId}::uuid, ${id}::uuid, ${entry.causeKind}, ${entry.causeId}::uuid,
            ${entry.documentId}::uuid, ${entry.currency}, ${date}::date, ${dateOfDay(entry.eventDate)}::date,
            ${entry.lines.length}, clock_timestamp())`;
  const lines = entry.lines.map((line, index) => ({
    ...line,
    position: index + 1,
    amountMinor: `${line.amountMinor}`,
  }));
  const posted = tx.$executeRaw`
    INSERT INTO entry_line (shop_id, entry_id, position, line_id, role, side, amount_minor)
    SELECT ${shopId}::uuid, ${id}::uuid, x.position, x."lineId", x.role, x.side, x."amountMinor"
      FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
        AS x(position int, "lineId" uuid, role text, side text, "amountMinor" bigint)`;
  await Promise.all([header, posted]);
}

/**
 * What each line's own units took off the books, as posted and in the order it was stored. A line whose value
 * rounds to zero has an empty share; one that still waits for its value has none.
 */
export async function listShares(tx: Tx, lineIds: string[]): Promise<Map<string, Posting[]>> {
  if (lineIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<
    { lineId: string; role: AccountRole | null; side: Side | null; amountMinor: bigint | null }[]
  >`
    SELECT l.id AS "lineId", e.role, e.side, e.amount_minor AS "amountMinor"
      FROM document_line l LEFT JOIN entry_line e ON e.shop_id = l.shop_id AND e.line_id = l.id
     WHERE l.id = ANY(${lineIds}::uuid[]) AND l.value_minor IS NOT NULL
     ORDER BY l.id, e.entry_id, e.position`;
  const shares = new Map<string, Posting[]>();
  for (const { lineId, role, side, amountMinor } of rows) {
    const posting = role && side && amountMinor !== null ? [{ role, side, amountMinor }] : [];
    shares.set(lineId, [...(shares.get(lineId) ?? []), ...posting]);
  }
  return shares;
}

export async function findBookedOn(tx: Tx, documentId: string): Promise<Day | null> {
  const rows = await tx.$queryRaw<{ date: Date | null }[]>`
    SELECT min(accounting_date) AS date FROM entry WHERE document_id = ${documentId}::uuid`;
  return rows[0]?.date ? dayOfDate(rows[0].date) : null;
}
