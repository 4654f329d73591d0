import fc from "fast-check";
import { expect, it } from "vitest";
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
import type { ExportFormat } from "./export-format.ts";
import { hledger } from "./hledger.ts";
import { JOURNAL_TAGS } from "./journal-text.ts";
import { ledger } from "./ledger.ts";

const tag = new RegExp(`^ {4}; (${JOURNAL_TAGS.join("|")}): [^:;[\\]|]+$`);
const more = /^ {4}; [^:;[\]|]+$/;
const header = /^[0-9]{4}-[0-9]{2}-[0-9]{2} \* \(WO-[0-9]{6}\) (Write-off|Reversal)[^:;[\]|]*$/;
const posting =
  /^ {4}([^\s:;]+(?: [^\s:;]+)*(?::[^\s:;]+(?: [^\s:;]+)*)+) {2}(-?[0-9]+(?:\.[0-9]+)?) [A-Z]{3}$/;

/** The postings of a file in which no line is anything but ours. */
function read(format: ExportFormat, entries: Parameters<typeof fileOf>[1]) {
  const text = fileOf(format, entries).toString();
  expect(text).not.toMatch(/[\r\u0085\u2028\u2029\ufeff\0]/);
  const [opening = "", ...transactions] = text.trimEnd().split("\n\n");
  expect(transactions).toHaveLength(entries.length);
  const declared = new Set([...opening.matchAll(/^account (.+)$/gm)].map(([, name = ""]) => name));
  return transactions.map((transaction) => {
    const [first = "", ...lines] = transaction.split("\n");
    expect(first).toMatch(header);
    return lines.flatMap((line): [string, bigint][] => {
      expect(Buffer.byteLength(line)).toBeLessThan(4_096);
      const [, account = "", amount = ""] = posting.exec(line) ?? [];
      if (account === "") expect(tag.test(line) || more.test(line), line).toBe(true);
      else expect(declared).toContain(account);
      return account === "" ? [] : [[account, BigInt(amount.replace(".", ""))]];
    });
  });
}

const entry = exportedEntry({ eventDate: "2026-03-09", memo: "Late: found on Monday" });

it("writes for ledger what ledger asks for", () => {
  expect(fileOf(ledger, [entry]).toString()).toBe(
    [
      "; The Mug Shop, 2026-01-01 to 2026-12-31",
      "commodity EUR",
      "    format 0.00 EUR",
      "account Expenses:Shrinkage:damage",
      "account Assets:Inventory",
      ...JOURNAL_TAGS.map((name) => `tag ${name}`),
      "",
      "2026-03-10 * (WO-000001) Write-off, Damaged",
      "    ; entry: 01936f2e-7c1a-7b3d-8e4f-0123456789ab",
      "    ; event-date: 2026-03-09",
      "    ; person: Ada Keller",
      "    ; memo: Late∶ found on Monday",
      ...["Expenses:Shrinkage:damage  37.50", "Assets:Inventory  -37.50"].flatMap((line) => [
        `    ${line} EUR`,
        "    ; item: Mug, blue",
        "    ; sku: MUG-B",
        "    ; quantity: 3",
        "    ; location: Main street",
        "    ; reason: Damaged",
        "    ; family: damage",
      ]),
      "",
      "",
    ].join("\n"),
  );
});

it("writes for hledger the same entries below declarations of its own", () => {
  const [opening, ...rest] = fileOf(hledger, [entry]).toString().split("\n\n");
  expect(rest).toEqual(fileOf(ledger, [entry]).toString().split("\n\n").slice(1));
  expect(opening).toContain("decimal-mark .\ncommodity 0.00 EUR\naccount Expenses:Shrinkage:damage\n");
  expect(fileOf(hledger, [exportedEntry({ currency: "JPY" })]).toString()).toContain("commodity 0. JPY\n");
  expect(fileOf(hledger, [exportedEntry({ currency: "KWD" })]).toString()).toContain("commodity 0.000 KWD\n");
});

it.each(Object.entries(hostileWords))("says nothing but comments with %s", (_, words) => {
  for (const format of [ledger, hledger]) expect(read(format, [entrySaying(words)])).toHaveLength(1);
});

it("goes on with a long note over lines that ledger can read", () => {
  const memo = "word ".repeat(799);
  const lines = fileOf(ledger, [exportedEntry({ memo })])
    .toString()
    .split("\n");
  const from = lines.findIndex((line) => line.startsWith("    ; memo: "));
  const words = lines
    .slice(from, from + 4)
    .join(" ")
    .match(/word/g);
  expect(words).toHaveLength(799);
});

it("comes to the same sums, whatever people typed and however they named their accounts", () => {
  fc.assert(
    fc.property(journal, fc.constantFrom(ledger, hledger), (entries, format) => {
      const written = read(format, entries);
      for (const [at, postings] of written.entries()) {
        expect(postings.reduce((sum, [, minor]) => sum + minor, 0n)).toBe(0n);
        expect(postings.map(([, minor]) => minor)).toEqual(
          postingsOf(entries.slice(at, at + 1)).map(([, minor]) => minor),
        );
      }
      const sums = [...balancesOf(written.flat()).values()].sort();
      const wanted = postingsOf(entries).map(
        ([{ accountName, accountCode }, minor]) => [`${accountName}\n${accountCode}`, minor] as const,
      );
      expect(sums).toEqual([...balancesOf(wanted).values()].sort());
    }),
  );
});

it("writes a posting a line, also where one account stands on both sides", () => {
  const lines = [
    exportedLine(),
    exportedLine(goods),
    exportedLine({ ...goods, side: "D" }),
    exportedLine(goods),
  ];
  expect(read(ledger, [exportedEntry({ lines })])[0]).toHaveLength(4);
});
