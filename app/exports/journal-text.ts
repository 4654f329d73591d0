import type { AccountRole } from "#app/domain/journal/account-role.ts";
import type { ExportedAccount, ExportedEntry, ExportedLine } from "#app/domain/journal/exported-entry.ts";
import { amountOf } from "#app/domain/money.ts";
import { oneLine, shortened } from "#app/domain/one-line.ts";
import { rootedParts } from "./account-names.ts";
import { headlineOf } from "./headline.ts";

/** What a comment may say of an entry or a line; each is declared, or a strict reader refuses it. */
export const JOURNAL_TAGS = [
  "entry",
  "event-date",
  "person",
  "memo",
  "item",
  "sku",
  "quantity",
  "location",
  "reason",
  "family",
  "disposal",
  "note",
] as const;
type Tag = (typeof JOURNAL_TAGS)[number];

/** ledger reads lines of up to 4,096 bytes. */
const CHARACTERS_A_LINE = 1_000;
const PART_MAX = 60;

/** One transaction as ledger and hledger both read it. */
export function transactionOf(entry: ExportedEntry, nameOf: (role: AccountRole) => string): string {
  const late = entry.eventDate === entry.accountingDate ? "" : entry.eventDate;
  const head = `${entry.accountingDate} * (${entry.documentNumber}) ${journalText(headlineOf(entry))}\n`;
  const said = comment("entry", entry.id) + comment("event-date", late);
  const who = comment("person", entry.personName) + comment("memo", entry.memo);
  const postings = entry.lines.map((line) => posting(line, entry.currency, nameOf));
  return `${head}${said}${who}${postings.join("")}\n`;
}

function posting(line: ExportedLine, currency: string, nameOf: (role: AccountRole) => string): string {
  const minor = line.side === "D" ? line.amountMinor : -line.amountMinor;
  return [
    `    ${nameOf(line.role)}  ${amountOf({ minor, currency })} ${currency}\n`,
    comment("item", line.itemTitle),
    comment("sku", line.sku),
    comment("quantity", String(line.quantity)),
    comment("location", line.locationName),
    comment("reason", line.reasonLabel),
    comment("family", line.family),
    comment("disposal", line.disposal ?? ""),
    comment("note", line.note),
  ].join("");
}

/** Long words go on over several lines, of which only the first has a tag. */
function comment(tag: Tag, text: string): string {
  const clean = journalText(text);
  if (clean === "") return "";
  let lines = "";
  for (let rest = clean; rest !== ""; ) {
    const piece = shortened(rest, CHARACTERS_A_LINE);
    lines += `    ; ${lines === "" ? `${tag}: ` : ""}${piece.trim()}\n`;
    rest = rest.slice(piece.length);
  }
  return lines;
}

const SPEAKING = /[:;[\]|]/;

/**
 * In a comment a colon makes a tag, of which `date:` moves the entry to another day, and so does a day in
 * square brackets; a semicolon begins a comment, a bar ends the payee.
 */
export function journalText(text: string): string {
  const line = oneLine(text);
  if (!SPEAKING.test(line)) return line;
  return line
    .replaceAll(":", "∶")
    .replaceAll(";", ",")
    .replaceAll("[", "(")
    .replaceAll("]", ")")
    .replaceAll("|", "/");
}

/** Letters, digits and what parts them; everything else has a meaning somewhere. */
export function journalAccount(account: ExportedAccount, suffix: string): string {
  const toPart = (text: string) =>
    shortened(text.replace(/[^\p{L}\p{M}\p{N}&._-]+/gu, " "), PART_MAX).replace(
      /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu,
      "",
    );
  return rootedParts(account, toPart).join(":") + suffix;
}
