import type { ExportedEntry, ExportedLine } from "#app/domain/journal/exported-entry.ts";
import { amountOf } from "#app/domain/money.ts";
import { oneLine } from "#app/domain/one-line.ts";
import type { ExportFormat } from "./export-format.ts";
import { withoutFormula } from "./without-formula.ts";

export const csv: ExportFormat = {
  id: "csv",
  name: "CSV",
  mediaType: "text/csv; charset=utf-8",
  extension: "csv",
  prefix: "",
  capabilities: {
    currencies: "many",
    decimalsMax: 4,
    accounts: "named",
    span: "any",
    adviser: false,
    textMax: null,
  },
  begin: () => ({
    opening: () => CSV_HEAD,
    entry: rowsOf,
    closing: () => "",
  }),
};

/** One row a journal line. New columns go to the end: somebody's spreadsheet counts them. */
export const CSV_COLUMNS = [
  "entry_id",
  "line",
  "accounting_date",
  "event_date",
  "created_at",
  "document",
  "reversal",
  "cause",
  "account_role",
  "account_code",
  "account_name",
  "debit",
  "credit",
  "currency",
  "quantity",
  "item",
  "sku",
  "location",
  "reason",
  "cause_family",
  "disposal",
  "note",
  "memo",
  "person",
] as const;

export const CSV_HEAD = `${CSV_COLUMNS.join(",")}\r\n`;

function rowsOf(entry: ExportedEntry): string {
  const day = `${entry.accountingDate},${entry.eventDate},${entry.createdAt.toISOString()}`;
  const cause = `${entry.documentNumber},${entry.reversal ? "yes" : "no"},${entry.causeKind}`;
  const who = `${cell(entry.memo)},${cell(entry.personName)}`;
  let rows = "";
  for (const [at, line] of entry.lines.entries())
    rows += `${entry.id},${at + 1},${day},${cause},${postingOf(line, entry.currency)},${who}\r\n`;
  return rows;
}

function postingOf(line: ExportedLine, currency: string): string {
  const amount = amountOf({ minor: line.amountMinor, currency });
  const account = `${line.role},${cell(line.accountCode)},${cell(line.accountName)}`;
  const sides = line.side === "D" ? `${amount},` : `,${amount}`;
  const item = `${line.quantity},${cell(line.itemTitle)},${cell(line.sku)},${cell(line.locationName)}`;
  const why = `${cell(line.reasonLabel)},${cell(line.family)},${cell(line.disposal ?? "")},${cell(line.note)}`;
  return `${account},${sides},${currency},${item},${why}`;
}

export function cell(text: string): string {
  const safe = withoutFormula(oneLine(text));
  return /[",;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
