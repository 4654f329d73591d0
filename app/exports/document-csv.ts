import type { ToldDocument, ToldDocumentLine } from "#app/domain/feed/told-document.ts";
import { cell } from "./csv.ts";

/** One row a line. New columns go to the end: somebody's spreadsheet counts them. */
export const DOCUMENT_COLUMNS = [
  ...["document", "line", "kind", "state", "reverses", "event_date", "created_at", "settled_at", "person"],
  ...["item", "variant", "sku", "location", "quantity", "reason", "cause_family", "disposal", "unit_cost"],
  ...["value", "currency", "fate", "before", "after", "note", "memo"],
  ...["theft_class", "salvage", "taken_from"],
];

export const documentCsv = {
  opening: () => `${DOCUMENT_COLUMNS.join(",")}\r\n`,
  document: (told: ToldDocument) => told.lines.map((line) => rowOf(told, line)).join(""),
};

function rowOf(told: ToldDocument, line: ToldDocumentLine): string {
  const { number, kind, state, reverses, eventDate, createdAt, settledAt, person } = told;
  const what = [line.item, line.variant, line.sku, line.location, line.quantity, line.reason, line.family];
  const row = [
    ...[number, line.position + 1, kind, state, reverses?.number, eventDate, createdAt, settledAt, person],
    ...[...what, line.disposal, line.unitCost, line.value, told.currency, line.fate, line.before, line.after],
    ...[line.note, told.note, line.theftClass, line.salvage, line.takenFrom],
  ];
  return `${row.map((one) => cell(String(one ?? ""))).join(",")}\r\n`;
}
