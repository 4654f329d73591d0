import { dayOfDate } from "#app/domain/dates.ts";
import type { DocumentKind } from "#app/domain/write-off/kind.ts";
import type { Balance, Original, OriginalLine } from "#app/domain/write-off/original.ts";
import { findBookedOn } from "./entries.ts";
import type { Tx } from "./in-shop-transaction.ts";

type Row = Omit<OriginalLine, "cost" | "balance" | "root"> & {
  amount: string | null;
  source: "shopify" | "manual" | "last-known" | null;
  cause: string;
  costAt: Date | null;
  valueMinor: bigint | null;
  applied: number | null;
  reserved: number | null;
  reversed: number | null;
  rootKind: DocumentKind | null;
  rootValue: bigint | null;
  rootApplied: number | null;
  rootReserved: number | null;
  rootReversed: number | null;
};

/**
 * A document as its reversal needs it: each line with what is left of it and with the line it goes back to. A
 * line that is its own root is not joined with itself: asked for "its root or else itself", PostgreSQL would
 * read every line there is.
 */
export async function findOriginal(tx: Tx, documentId: string): Promise<Original | null> {
  const heads = await tx.$queryRaw<
    (Omit<Original, "lines" | "bookedOn" | "eventDate"> & { eventDate: Date })[]
  >`
    SELECT id, kind, currency, time_zone AS "timeZone", event_date AS "eventDate"
      FROM document WHERE id = ${documentId}::uuid`;
  const head = heads[0];
  if (!head) return null;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT l.id, l.root_line_id AS "rootLineId", l.position, l.item_id AS "itemId",
           l.location_id AS "locationId", l.taken_from AS "takenFrom", l.quantity, l.reason_id AS "reasonId",
           l.reason_label AS "reasonLabel", l.family, l.shrink, l.disposal, l.debit_role AS "debitRole",
           l.unit_cost::text AS amount, l.cost_source AS source, l.cost_cause AS cause, l.cost_at AS "costAt",
           l.value_minor AS "valueMinor", l.fate, b.applied, b.reserved, b.reversed,
           rd.kind AS "rootKind", r.value_minor AS "rootValue",
           rb.applied AS "rootApplied", rb.reserved AS "rootReserved", rb.reversed AS "rootReversed"
      FROM document_line l
      LEFT JOIN line_balance b ON b.shop_id = l.shop_id AND b.line_id = l.id
      LEFT JOIN document_line r ON r.shop_id = l.shop_id AND r.id = l.root_line_id
      LEFT JOIN document rd ON rd.shop_id = r.shop_id AND rd.id = r.document_id
      LEFT JOIN line_balance rb ON rb.shop_id = r.shop_id AND rb.line_id = r.id
     WHERE l.document_id = ${documentId}::uuid ORDER BY l.position`;
  return {
    ...head,
    eventDate: dayOfDate(head.eventDate),
    bookedOn: await findBookedOn(tx, documentId),
    lines: rows.map((row) => toLine(row, head.kind)),
  };
}

function toLine(row: Row, kind: DocumentKind): OriginalLine {
  const { amount, source, cause, costAt, applied, reserved, reversed } = row;
  const balance = balanceOf(applied, reserved, reversed);
  return {
    ...row,
    cost: amount && source && costAt ? { amount, source, cause, at: costAt } : null,
    balance,
    root: row.rootLineId ? rootOf(row) : balance && { kind, valueMinor: row.valueMinor, balance },
  };
}

function rootOf(row: Row): OriginalLine["root"] {
  const balance = balanceOf(row.rootApplied, row.rootReserved, row.rootReversed);
  return balance && row.rootKind ? { kind: row.rootKind, valueMinor: row.rootValue, balance } : null;
}

function balanceOf(applied: number | null, reserved: number | null, reversed: number | null): Balance | null {
  return applied === null ? null : { applied, reserved: reserved ?? 0, reversed: reversed ?? 0 };
}

export type Descendant = {
  id: string;
  documentId: string;
  quantity: number;
  kind: DocumentKind;
  eventDate: string;
};

/** The settled lines that moved a line's units back and forth, in the order in which they did. */
export async function listSettledDescendants(tx: Tx, rootLineId: string): Promise<Descendant[]> {
  const rows = await tx.$queryRaw<(Omit<Descendant, "eventDate"> & { eventDate: Date })[]>`
    SELECT l.id, l.document_id AS "documentId", l.quantity, d.kind, d.event_date AS "eventDate"
      FROM document_line l JOIN document d ON d.shop_id = l.shop_id AND d.id = l.document_id
     WHERE l.root_line_id = ${rootLineId}::uuid AND l.fate = 'applied' ORDER BY l.settled_at, l.id`;
  return rows.map((row) => ({ ...row, eventDate: dayOfDate(row.eventDate) }));
}

export async function listDescendants(
  tx: Tx,
  rootLineId: string,
): Promise<{ id: string; documentId: string }[]> {
  return tx.$queryRaw<{ id: string; documentId: string }[]>`
    SELECT id, document_id AS "documentId" FROM document_line WHERE root_line_id = ${rootLineId}::uuid`;
}
