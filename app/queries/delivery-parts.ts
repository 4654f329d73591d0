import type { Tx } from "#app/db/in-shop-transaction.ts";
import { type JournalBody, journalOf } from "#app/domain/book/journal.ts";
import { documentNumberOf } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { TakenFrom } from "#app/domain/write-off/taken-from.ts";
import type { BookAccount, BookDimension } from "#app/ports/book.ts";
import { type BookJournalView, toBookJournalView } from "./book-journal-view.ts";
import { type EntryRow, type EntryView, entryColumns, entryLinesOf, toEntryView } from "./entry-view.ts";

export type ShelfChange = {
  document: { id: string; number: string };
  title: string;
  locationName: string;
  takenFrom: TakenFrom;
  quantity: number;
  before: number | null;
  after: number | null;
  /** Under which it is found in Shopify's own history. */
  reference: string | null;
};

export type SentView = {
  id: string;
  state: "sent" | "confirmed" | "rejected" | "absent";
  sends: number;
  firstSentAt: string;
  lastSentAt: string;
  journal: BookJournalView;
  said: string;
};

export async function entriesOf(tx: Tx, shopId: string, deliveryId: string): Promise<EntryView[]> {
  const rows = await tx.$queryRaw<EntryRow[]>`
    SELECT ${entryColumns}
    FROM delivery_entry q JOIN entry e ON e.shop_id = q.shop_id AND e.id = q.entry_id ${entryLinesOf}
    WHERE q.shop_id = ${shopId}::uuid AND q.delivery_id = ${deliveryId}::uuid
    ORDER BY e.accounting_date, e.id LIMIT ${limits.entriesShown}`;
  return rows.map((row) => toEntryView(row, true));
}

/** What happened on the shelf for the documents of this delivery, as Shopify confirmed it. */
export async function changesOf(tx: Tx, shopId: string, deliveryId: string): Promise<ShelfChange[]> {
  const rows = await tx.$queryRaw<(Omit<ShelfChange, "document"> & { documentId: string; number: number })[]>`
    SELECT d.id AS "documentId", d.number, l.title, l.location_name AS "locationName",
      l.taken_from AS "takenFrom", l.quantity,
      l.before_quantity AS before, l.after_quantity AS after,
      (SELECT t.body->>'reference' FROM attempt t WHERE t.shop_id = l.shop_id
        AND t.adjustment_id = l.adjustment_id ORDER BY t.ordinal DESC LIMIT 1) AS reference
    FROM document d JOIN document_line l ON l.shop_id = d.shop_id AND l.document_id = d.id
    WHERE d.shop_id = ${shopId}::uuid AND l.fate = 'applied' AND d.id IN (
      SELECT e.document_id FROM delivery_entry q JOIN entry e ON e.shop_id = q.shop_id AND e.id = q.entry_id
      WHERE q.shop_id = ${shopId}::uuid AND q.delivery_id = ${deliveryId}::uuid)
    ORDER BY d.number, l.position LIMIT ${limits.entriesShown}`;
  return rows.map(({ documentId, number, ...row }) => ({
    ...row,
    document: { id: documentId, number: documentNumberOf(number) },
  }));
}

type AttemptRow = Omit<SentView, "firstSentAt" | "lastSentAt" | "journal" | "said"> & {
  firstSentAt: Date;
  lastSentAt: Date;
  body: JournalBody;
  said: string | null;
};

export async function attemptsOf(tx: Tx, shopId: string, deliveryId: string): Promise<AttemptRow[]> {
  return tx.$queryRaw<AttemptRow[]>`
    SELECT id, state, sends, first_sent_at AS "firstSentAt", last_sent_at AS "lastSentAt", body,
      answer->>'vendorText' AS said
    FROM delivery_attempt WHERE shop_id = ${shopId}::uuid AND delivery_id = ${deliveryId}::uuid
    ORDER BY ordinal DESC LIMIT ${limits.attemptsShown}`;
}

export function toSentView(
  { body, said, firstSentAt, lastSentAt, ...row }: AttemptRow,
  chart: { accounts: BookAccount[]; dimensions: BookDimension[] },
): SentView {
  return {
    ...row,
    firstSentAt: firstSentAt.toISOString(),
    lastSentAt: lastSentAt.toISOString(),
    journal: toBookJournalView(journalOf(body), chart),
    said: said ?? "",
  };
}
