import type { AccountRole } from "#app/domain/journal/account-role.ts";
import type { ExportedAccount, ExportedEntry, ExportedLine } from "#app/domain/journal/exported-entry.ts";
import { amountOf } from "#app/domain/money.ts";
import { oneLine, shortened } from "#app/domain/one-line.ts";
import { accountNames, rootedParts } from "./account-names.ts";
import type { ExportFormat } from "./export-format.ts";
import { headlineOf } from "./headline.ts";

export const beancount: ExportFormat = {
  id: "beancount",
  name: "Beancount",
  mediaType: "text/plain; charset=utf-8",
  extension: "beancount",
  prefix: "",
  capabilities: {
    currencies: "many",
    decimalsMax: 4,
    accounts: "declared",
    span: "any",
    adviser: false,
    textMax: null,
  },
  begin: (book) => {
    const nameOf = accountNames(book.accounts, beancountAccount);
    const names = new Set(book.accounts.map(({ role }) => nameOf(role)));
    return {
      opening: () =>
        [
          `option "title" ${quoted(book.shopName)}`,
          ...book.currencies.map((currency) => `option "operating_currency" ${quoted(currency)}`),
          ...[...names].map((name) => `${book.from} open ${name}`),
          "\n",
        ].join("\n"),
      entry: (entry) => transactionOf(entry, nameOf),
      closing: () => "",
    };
  },
};

function transactionOf(entry: ExportedEntry, nameOf: (role: AccountRole) => string): string {
  const late = entry.eventDate === entry.accountingDate ? "" : entry.eventDate;
  return [
    `${entry.accountingDate} * ${quoted(headlineOf(entry))} ^${entry.documentNumber}\n`,
    said("  ", { entry: entry.id, "event-date": late, person: entry.personName, memo: entry.memo }),
    ...entry.lines.map((line) => posting(line, entry.currency, nameOf)),
    "\n",
  ].join("");
}

function posting(line: ExportedLine, currency: string, nameOf: (role: AccountRole) => string): string {
  const minor = line.side === "D" ? line.amountMinor : -line.amountMinor;
  const words = {
    item: line.itemTitle,
    sku: line.sku,
    quantity: line.quantity,
    location: line.locationName,
    reason: line.reasonLabel,
    family: line.family,
    disposal: line.disposal ?? "",
    note: line.note,
  };
  return `  ${nameOf(line.role)}  ${amountOf({ minor, currency })} ${currency}\n${said("    ", words)}`;
}

function said(indent: string, words: Record<string, string | number>): string {
  let lines = "";
  for (const [key, word] of Object.entries(words)) {
    const value = typeof word === "number" ? String(word) : quoted(word);
    if (value !== '""') lines += `${indent}${key}: ${value}\n`;
  }
  return lines;
}

function quoted(text: string): string {
  const line = oneLine(text);
  return /["\\]/.test(line) ? `"${line.replace(/["\\]/g, "\\$&")}"` : `"${line}"`;
}

const PART_MAX = 60;
/** Beancount 2 knows capitals by a list of its own, older than some: Georgian ones, say, are none to it. */
const BEGINS = /^(?=[\p{Lu}\p{Nd}])[0-\u017f\u0386-\u03ab\u0400-\u042f\u0531-\u0556]$/u;

/** A part begins with a capital letter or a digit and holds letters, digits and hyphens. */
function beancountAccount(account: ExportedAccount, suffix: string): string {
  return rootedParts(account, toPart).join(":") + suffix;
}

function toPart(text: string): string {
  const hyphened = text.normalize("NFC").replace(/[^\p{L}\p{Nd}]+/gu, "-");
  const part = shortened(hyphened, PART_MAX).replace(/^-+|-+$/g, "");
  const [first = "", ...rest] = part;
  const capital = first.toUpperCase();
  if (part === "") return "";
  return BEGINS.test(capital) ? capital + rest.join("") : `X-${part}`;
}
