import fc from "fast-check";
import { expect, it } from "vitest";
import type { ExportedEntry } from "#app/domain/journal/exported-entry.ts";
import {
  balancesOf,
  entrySaying,
  exportedEntry,
  exportedLine,
  fileOf,
  goods,
  hostileWords,
  journal,
  postingsOf,
} from "#tests/support/exported-book.ts";
import { beancount } from "./beancount.ts";

const text = String.raw`"(?:[^"\\]|\\["\\])*"`;
const header = new RegExp(`^[0-9]{4}-[0-9]{2}-[0-9]{2} \\* ${text} \\^WO-[0-9]{6}$`);
const said = new RegExp(`^ {2,4}[a-z][a-z-]+: (?:${text}|[0-9]+)$`);
const opened =
  /^[0-9]{4}-01-01 open ((?:Assets|Expenses|Liabilities|Equity|Income)(?::[\p{Lu}\p{Nd}][\p{L}\p{Nd}-]*)+)$/gmu;
const posting = /^ {2}([A-Z]\S+) {2}(-?[0-9]+(?:\.[0-9]+)?) [A-Z]{3}$/;

/** The postings of a file in which no line is anything but ours. */
function read(entries: ExportedEntry[]): [string, bigint][] {
  const file = fileOf(beancount, entries).toString();
  expect(file).not.toMatch(/[\r\u0085\u2028\u2029\ufeff\0]/);
  const [opening = "", ...transactions] = file.trimEnd().split("\n\n");
  expect(transactions).toHaveLength(entries.length);
  const declared = new Set([...opening.matchAll(opened)].map(([, name = ""]) => name));
  return transactions.flatMap((transaction) => {
    const [first, ...lines] = transaction.split("\n");
    expect(first).toMatch(header);
    return lines.flatMap((line): [string, bigint][] => {
      const [, account = "", amount = ""] = posting.exec(line) ?? [];
      if (account === "") expect(line).toMatch(said);
      else expect(declared).toContain(account);
      return account === "" ? [] : [[account, BigInt(amount.replace(".", ""))]];
    });
  });
}

it("writes what Beancount asks for", () => {
  const entry = exportedEntry({ eventDate: "2026-03-09", memo: 'The "blue" one \\ Monday' });
  expect(fileOf(beancount, [entry]).toString()).toBe(
    [
      'option "title" "The Mug Shop"',
      'option "operating_currency" "EUR"',
      "2026-01-01 open Expenses:Shrinkage:Damage",
      "2026-01-01 open Assets:Inventory",
      "",
      '2026-03-10 * "Write-off, Damaged" ^WO-000001',
      '  entry: "01936f2e-7c1a-7b3d-8e4f-0123456789ab"',
      '  event-date: "2026-03-09"',
      '  person: "Ada Keller"',
      String.raw`  memo: "The \"blue\" one \\ Monday"`,
      ...["Expenses:Shrinkage:Damage  37.50", "Assets:Inventory  -37.50"].flatMap((line) => [
        `  ${line} EUR`,
        '    item: "Mug, blue"',
        '    sku: "MUG-B"',
        "    quantity: 3",
        '    location: "Main street"',
        '    reason: "Damaged"',
        '    family: "damage"',
      ]),
      "",
      "",
    ].join("\n"),
  );
});

it("opens no account that Beancount would refuse", () => {
  const names = ["größe & co.", "棚卸", "ქართული", "1200 Stock", "a:b", "Ünder_score"];
  const accounts = names.map((accountName, at) => {
    const lines = [exportedLine({ accountName, accountCode: String(at) }), exportedLine(goods)];
    return read([exportedEntry({ lines })])[0]?.[0];
  });
  expect(accounts).toEqual([
    "Expenses:Größe-co",
    "Expenses:X-棚卸",
    "Expenses:X-ქართული",
    "Expenses:1200-Stock",
    "Expenses:A:B",
    "Expenses:Ünder-score",
  ]);
});

it.each(Object.entries(hostileWords))("says nothing but strings with %s", (_, words) => {
  expect(read([entrySaying(words)])).toHaveLength(2);
});

it("comes to the same sums, whatever people typed and however they named their accounts", () => {
  fc.assert(
    fc.property(journal, (entries) => {
      const written = read(entries);
      expect(written.map(([, minor]) => minor)).toEqual(postingsOf(entries).map(([, minor]) => minor));
      const wanted = postingsOf(entries).map(
        ([{ accountName, accountCode }, minor]) => [`${accountName}\n${accountCode}`, minor] as const,
      );
      expect([...balancesOf(written).values()].sort()).toEqual([...balancesOf(wanted).values()].sort());
    }),
  );
});
