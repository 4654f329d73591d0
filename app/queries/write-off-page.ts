import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import { isUuid } from "#app/domain/ids.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { type DocumentDelivery, documentDeliveries } from "./document-deliveries.ts";
import { type EntryRow, type EntryView, entryColumns, entryLinesOf, toEntryView } from "./entry-view.ts";
import { type EvidenceView, evidenceIn, noteAddressOf } from "./evidence-list.ts";
import { toView, type ViewQuery, type WriteOffView } from "./write-off-view.ts";
import { documentRow } from "./write-off-view-rows.ts";

export type WriteOffPage = {
  writeOff: WriteOffView;
  entries: EntryView[];
  /** Hidden as amounts are: the books belong to who sees cost. */
  deliveries: DocumentDelivery[];
  timeline: TimelineEvent[];
  /** What hangs on it and on its lines. */
  evidence: EvidenceView[];
  /** Where the note for whoever disposes of the goods can be printed from, for half an hour. */
  noteAddress: string;
};

export type TimelineEvent = { id: string; kind: string; at: string; person: string | null };

/** The document with what became of it in the books, and who did what when. */
export async function writeOffPage(
  ctx: ShopContext,
  { documentId, seesCost }: ViewQuery,
): Promise<WriteOffPage | null> {
  if (!isUuid(documentId)) return null;
  return inShop(ctx.database, ctx.shopId, async (tx) => {
    const row = await documentRow(tx, ctx.shopId, documentId);
    if (!row) return null;
    const [entries, deliveries, timeline, evidence, noteAddress] = await Promise.all([
      entriesOf(tx, ctx.shopId, documentId),
      seesCost ? documentDeliveries(ctx, tx, documentId) : [],
      timelineOf(tx, ctx.shopId, documentId),
      evidenceIn(ctx, tx, [documentId, ...row.lines.map(({ id }) => id)]),
      noteAddressOf(ctx, tx, documentId),
    ]);
    return {
      writeOff: toView(row, seesCost),
      entries: entries.map((entry) => toEntryView(entry, seesCost)),
      ...{ deliveries, timeline, evidence, noteAddress },
    };
  });
}

function entriesOf(tx: Tx, shopId: string, documentId: string): Promise<EntryRow[]> {
  return tx.$queryRaw<EntryRow[]>`
    SELECT ${entryColumns} FROM entry e ${entryLinesOf}
    WHERE e.shop_id = ${shopId}::uuid AND e.document_id = ${documentId}::uuid
    ORDER BY e.created_at, e.id`;
}

async function timelineOf(tx: Tx, shopId: string, documentId: string): Promise<TimelineEvent[]> {
  const rows = await tx.$queryRaw<(Omit<TimelineEvent, "at"> & { at: Date })[]>`
    SELECT e.id, e.kind, e.at, p.name AS person FROM audit_event e
    LEFT JOIN person p ON p.shop_id = e.shop_id AND p.user_id = e.person_id
    WHERE e.shop_id = ${shopId}::uuid AND e.subject_id = ${documentId}::uuid
    ORDER BY e.at, e.id`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
