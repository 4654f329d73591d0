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
import { CSV_COLUMNS, csv } from "./csv.ts";

type Row = Record<(typeof CSV_COLUMNS)[number], string>;

/** As a spreadsheet reads it: a cell in quotation marks holds everything but its own end. */
function read(text: string): Row[] {
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy)];
  expect(cells.map(([cell]) => cell).join("")).toBe(text);
  const rows: string[][] = [[]];
  for (const [, quoted, bare = "", end] of cells) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end !== ",") rows.push([]);
  }
  const [head = [], ...body] = rows.slice(0, -1);
  expect(head).toEqual(CSV_COLUMNS);
  return body.map((row) => {
    expect(row).toHaveLength(head.length);
    return Object.fromEntries(head.map((name, at) => [name, row[at] ?? ""])) as Row;
  });
}

const minorOf = (amount: string) => BigInt(amount.replace(".", "") || "0");

it("writes a row a journal line, with who and why", () => {
  const entry = exportedEntry({ memo: 'He said "oops", twice', eventDate: "2026-03-09", reversal: true });
  const [head, first, second, end] = fileOf(csv, [entry]).toString().split("\r\n");
  expect(head).toBe(
    "entry_id,line,accounting_date,event_date,created_at,document,reversal,cause,account_role,account_code," +
      "account_name,debit,credit,currency,quantity,item,sku,location,reason,cause_family,disposal,note,memo,person",
  );
  const ours = "2026-03-10,2026-03-09,2026-03-10T12:00:00.000Z,WO-000001,yes,adjustment";
  const words = '3,"Mug, blue",MUG-B,Main street,Damaged,damage,,,"He said ""oops"", twice",Ada Keller';
  expect(first).toBe(`${entry.id},1,${ours},shrinkage-damage,5010,Shrinkage: damage,37.50,,EUR,${words}`);
  expect(second).toBe(`${entry.id},2,${ours},inventory,1500,Inventory,,37.50,EUR,${words}`);
  expect(end).toBe("");
});

it("writes an amount with the places its currency has", () => {
  for (const [currency, amount] of [
    ["JPY", "3750"],
    ["KWD", "3.750"],
    ["EUR", "37.50"],
  ] as const)
    expect(read(fileOf(csv, [exportedEntry({ currency })]).toString())[0]?.debit).toBe(amount);
});

it.each(Object.entries(hostileWords))("stays one row a line with %s", (_, words) => {
  const text = fileOf(csv, [entrySaying(words)]).toString();
  expect(text.split(/[\r\n\u2028\u2029\u0085\v\f]+/)).toHaveLength(4);
  for (const row of read(text))
    for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠\t]/u);
});

it("parts no cell in two where the semicolon parts them, and begins no formula there", () => {
  const text = fileOf(csv, [entrySaying('x;=1+1;"=2";@a;b;"";-3')]).toString();
  for (const piece of text.split(";").slice(1)) expect(piece).not.toMatch(/^["\s]*[=+\-@]/);
});

it("comes to the same sums, whatever people typed", () => {
  fc.assert(
    fc.property(journal, (entries) => {
      const rows = read(fileOf(csv, entries).toString());
      const sums = balancesOf(
        rows.map((row) => [row.account_role, minorOf(row.debit) - minorOf(row.credit)]),
      );
      expect(sums).toEqual(balancesOf(postingsOf(entries).map(([{ role }, minor]) => [role, minor])));
    }),
  );
});

it("keeps four thousand letters", () => {
  const memo = `${"word ".repeat(799)}end`;
  expect(read(fileOf(csv, [exportedEntry({ memo })]).toString())[0]?.memo).toBe(memo);
  const lines = [exportedLine({ note: memo }), exportedLine(goods)];
  expect(read(fileOf(csv, [exportedEntry({ lines })]).toString())[0]?.note).toBe(memo);
});
