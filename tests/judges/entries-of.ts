import { documentNumberOf } from "#app/domain/ids.ts";
import type { ExportedEntry, ExportedLine } from "#app/domain/journal/exported-entry.ts";
import type { Desk } from "../integration/use-cases/desk.ts";

type Row = Omit<ExportedEntry, "documentNumber" | "lines"> & { number: number };
type LineRow = Omit<ExportedLine, "amountMinor"> & { entryId: string; amountMinor: string };

/** The journal as it stands in the tables, read without the help of any screen's query. */
export async function entriesOf(desk: Desk): Promise<ExportedEntry[]> {
  const rows = await desk.sql<Row>(
    `SELECT e.id, e.cause_kind AS "causeKind", d.number, d.reverses_id IS NOT NULL AS reversal,
       e.accounting_date::text AS "accountingDate", e.event_date::text AS "eventDate",
       e.created_at AS "createdAt", e.currency, d.note AS memo, coalesce(p.name, '') AS "personName"
     FROM entry e JOIN document d ON d.id = e.document_id
     LEFT JOIN person p ON p.shop_id = d.shop_id AND p.user_id = d.submitted_by
     ORDER BY e.accounting_date, e.id`,
  );
  const lines = await desk.sql<LineRow>(
    `SELECT x.entry_id AS "entryId", x.role, x.side, x.amount_minor::text AS "amountMinor",
       a.name AS "accountName", a.code AS "accountCode", l.title AS "itemTitle", l.sku,
       l.reason_label AS "reasonLabel", l.family, l.location_name AS "locationName", l.quantity, l.disposal,
       l.note
     FROM entry_line x JOIN document_line l ON l.id = x.line_id
     JOIN account a ON a.shop_id = x.shop_id AND a.role = x.role ORDER BY x.entry_id, x.position`,
  );
  const byEntry = Map.groupBy(lines, ({ entryId }) => entryId);
  return rows.map(({ number, ...entry }) => ({
    ...entry,
    documentNumber: documentNumberOf(number),
    lines: (byEntry.get(entry.id) ?? []).map(({ entryId: _, amountMinor, ...line }) => ({
      ...line,
      amountMinor: BigInt(amountMinor),
    })),
  }));
}
