import type { Day } from "#app/domain/dates.ts";
import { invariant } from "#app/domain/invariant.ts";
import type { ExportedBook, ExportedEntry, ExportedLine } from "#app/domain/journal/exported-entry.ts";
import { amountOf, decimalsOf } from "#app/domain/money.ts";
import { oneLine, shortened } from "#app/domain/one-line.ts";
import { DATEV_COLUMNS } from "./datev-columns.ts";
import { debitCreditPairs, type Pair } from "./debit-credit-pairs.ts";
import type { ExportFormat } from "./export-format.ts";
import { inWindows1252, toWindows1252 } from "./windows-1252.ts";
import { withoutFormula } from "./without-formula.ts";

export const datev: ExportFormat = {
  id: "datev",
  name: "DATEV",
  mediaType: "text/csv; charset=windows-1252",
  extension: "csv",
  prefix: "EXTF_",
  capabilities: {
    currencies: "one",
    decimalsMax: 2,
    accounts: "numbered",
    span: "business-year",
    adviser: true,
    textMax: 2_000,
  },
  begin: (book) => ({
    opening: () => toWindows1252(`${headerOf(book)}\r\n${DATEV_COLUMNS.join(";")}\r\n`),
    entry: (entry) => toWindows1252(rowsOf(book, entry)),
    closing: () => "",
  }),
};

const [TEXT_MAX, INFO_MAX, LABEL_MAX] = [60, 210, 30];
/** Ten digits before the comma. */
const WHOLE_MAX = 9_999_999_999n;

function headerOf({ adviser, accounts, currencies, from, to, madeAt, yearStart }: ExportedBook): string {
  const made = madeAt
    .toISOString()
    .replace(/[^0-9]/g, "")
    .slice(0, 17);
  const lengths = accounts.map(({ accountCode }) => accountCode.length);
  return [
    `"EXTF";700;21;"Buchungsstapel";13;${made};;"RE";"";""`,
    `${adviser?.consultantNumber ?? ""};${adviser?.clientNumber ?? ""};${compact(yearStart)}`,
    `${Math.max(4, ...lengths)};${compact(from)};${compact(to)}`,
    `${quoted(`Lossbook ${from}`, LABEL_MAX)};"";1;0;0;"${currencies[0] ?? ""}";;"";;;"";;;"";""`,
  ].join(";");
}

/** One row a pair; a pair too large for a row makes several. */
function rowsOf({ from, to, currencies }: ExportedBook, entry: ExportedEntry): string {
  const { accountingDate, currency } = entry;
  invariant(from <= accountingDate && accountingDate <= to, `${entry.id} lies within the file's days`);
  invariant(currencies[0] === currency, `${entry.id} is in the file's currency`);
  const most = WHOLE_MAX * 10n ** BigInt(decimalsOf(currency)) + (decimalsOf(currency) === 0 ? 0n : 99n);
  let rows = "";
  for (const pair of debitCreditPairs(entry.lines, numberOf)) {
    const rest = afterAmount(entry, pair);
    for (let leftMinor = pair.amountMinor; leftMinor > 0n; leftMinor -= most) {
      const amount = amountOf({ minor: leftMinor < most ? leftMinor : most, currency });
      rows += `${amount.includes(".") ? amount.replace(".", ",") : `${amount},00`};${rest}`;
    }
  }
  return rows;
}

/** The 124 fields behind the amount; the letter tells the side of the first account. */
function afterAmount(entry: ExportedEntry, { debit, credit }: Pair): string {
  const [, month = "", day = ""] = entry.accountingDate.split("-");
  const accounts = `"S";"${entry.currency}";;;;${debit.accountCode};${credit.accountCode}`;
  const text = quoted(`${debit.reasonLabel}, ${debit.itemTitle}`, TEXT_MAX);
  const infos = fieldsOf(wordsOf(entry, debit), 8);
  const more = fieldsOf([...partsOf("Notiz", entry.memo), ...partsOf("Zeilennotiz", debit.note)], 20);
  const head = `${accounts};;${day}${month};"${entry.documentNumber}";;;${text}`;
  return `${head}${";".repeat(7)}${infos}${";".repeat(12)}${more}${";".repeat(38)}\r\n`;
}

function wordsOf(entry: ExportedEntry, line: ExportedLine): [string, string][] {
  const late = entry.eventDate === entry.accountingDate ? "" : entry.eventDate;
  return [
    ["Lossbook", entry.id],
    ["Person", entry.personName],
    ["Artikel", `${line.quantity} x ${line.itemTitle}`],
    ["SKU", line.sku],
    ["Lagerort", line.locationName],
    ["Grund", line.reasonLabel],
    ["Verbleib", line.disposal ?? ""],
    ["Ereignis", late],
  ];
}

/** Long words go on in further fields of the same kind. */
function partsOf(kind: string, words: string): [string, string][] {
  const text = withoutFormula(inWindows1252(oneLine(words)));
  const parts: [string, string][] = [];
  for (let at = 0; at < text.length && parts.length < 10; at += INFO_MAX - 1)
    parts.push([kind, text.slice(at, at + INFO_MAX - 1)]);
  return parts;
}

/** Pairs of kind and content; a kind without content is left out, its fields stay empty. */
function fieldsOf(words: [string, string][], count: number): string {
  const said = words
    .map(([kind, text]) => [kind, quoted(text, INFO_MAX)] as const)
    .filter(([, text]) => text !== '""')
    .map(([kind, text]) => `"${kind}";${text}`);
  return said.join(";") + ";".repeat(2 * (count - said.length) - (said.length === 0 ? 1 : 0));
}

function quoted(words: string, lengthMax: number): string {
  const text = shortened(withoutFormula(inWindows1252(oneLine(words))), lengthMax);
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;
}

/** The same account however many zeros it begins with. */
function numberOf({ accountCode }: ExportedLine): string {
  invariant(/^[0-9]{1,8}$/.test(accountCode), "an account of DATEV has a number");
  return accountCode.replace(/^0+/, "");
}

function compact(day: Day): string {
  return day.replaceAll("-", "");
}
