import { invariant } from "#app/domain/invariant.ts";
import type { AccountRole } from "#app/domain/journal/account-role.ts";
import type { ExportedAccount, ExportedEntry, ExportedLine } from "#app/domain/journal/exported-entry.ts";
import { amountOf } from "#app/domain/money.ts";
import { oneLine, shortened } from "#app/domain/one-line.ts";
import { accountNames, partsOfName } from "./account-names.ts";
import type { ExportFormat } from "./export-format.ts";
import { headlineOf } from "./headline.ts";
import { inWindows1252, toWindows1252 } from "./windows-1252.ts";
import { withoutFormula } from "./without-formula.ts";

export const iif: ExportFormat = {
  id: "iif",
  name: "QuickBooks Desktop",
  mediaType: "text/plain; charset=windows-1252",
  extension: "iif",
  prefix: "",
  capabilities: {
    currencies: "one",
    decimalsMax: 2,
    accounts: "named",
    span: "any",
    adviser: false,
    textMax: 2_000,
  },
  begin: (book) => {
    const nameOf = accountNames(book.accounts, iifAccount);
    return {
      opening: () => toWindows1252(OPENING),
      entry: (entry) => {
        invariant(book.currencies[0] === entry.currency, `${entry.id} is in the file's currency`);
        return toWindows1252(transactionOf(entry, nameOf));
      },
      closing: () => "",
    };
  },
};

const COLUMNS = ["TRNSTYPE", "DATE", "ACCNT", "AMOUNT", "DOCNUM", "MEMO"];
const OPENING = [["!TRNS", ...COLUMNS], ["!SPL", ...COLUMNS], ["!ENDTRNS"]]
  .map((row) => `${row.join("\t")}\r\n`)
  .join("");

const [NAME_MAX, MEMO_MAX, NUMBER_MAX] = [31, 4_000, 11];

/** The first line is the transaction, the others are its splits; together they come to nothing. */
function transactionOf(entry: ExportedEntry, nameOf: (role: AccountRole) => string): string {
  const [year, month, day] = entry.accountingDate.split("-");
  const number = entry.documentNumber;
  const short = number.length > NUMBER_MAX ? number.replace(/^WO-/, "") : number;
  const rows = entry.lines.map((line, index) => {
    const minor = line.side === "D" ? line.amountMinor : -line.amountMinor;
    return [
      index === 0 ? "TRNS" : "SPL",
      "GENERAL JOURNAL",
      `${month}/${day}/${year}`,
      nameOf(line.role),
      amountOf({ minor, currency: entry.currency }),
      short,
      memoOf(index === 0 ? entryWords(entry) : [], line),
    ].join("\t");
  });
  return `${rows.join("\r\n")}\r\nENDTRNS\r\n`;
}

function entryWords(entry: ExportedEntry): string[] {
  const late = entry.eventDate === entry.accountingDate ? "" : entry.eventDate;
  return [headlineOf(entry), late, entry.personName, entry.memo];
}

function memoOf(first: string[], line: ExportedLine): string {
  const item = `${line.quantity} x ${line.itemTitle}`;
  const said = [
    ...first,
    line.reasonLabel,
    item,
    line.sku,
    line.locationName,
    line.disposal ?? "",
    line.note,
  ];
  const words = said.map((text) => cell(text)).filter(Boolean);
  return shortened(withoutFormula(words.join(" / ")), MEMO_MAX);
}

/** Cells are parted by tabs alone, and a quotation mark would begin one that may hold them. */
function cell(text: string): string {
  return inWindows1252(oneLine(text)).replaceAll('"', "'");
}

/** QuickBooks knows an account by its name, and one below another by both, parted by a colon. */
function iifAccount(account: ExportedAccount, suffix: string): string {
  const parts = partsOfName(account, (text) => shortened(cell(text), NAME_MAX).trim());
  const last = shortened(parts.at(-1) ?? "", NAME_MAX - suffix.length);
  return withoutFormula([...parts.slice(0, -1), last + suffix].join(":"));
}
