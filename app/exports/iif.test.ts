import fc from "fast-check";
import { expect, it } from "vitest";
import type { ExportedEntry } from "#app/domain/journal/exported-entry.ts";
import {
  balancesOf,
  entrySaying,
  exportedBook,
  exportedEntry,
  exportedLine,
  fileOf,
  goods,
  hostileWords,
  journal,
  postingsOf,
} from "#tests/support/exported-book.ts";
import { iif } from "./iif.ts";

type Row = {
  kind: string;
  type: string;
  date: string;
  account: string;
  minor: bigint;
  number: string;
  memo: string;
};

/** As QuickBooks Desktop reads it: tabs, a transaction from TRNS to ENDTRNS. */
function read(bytes: Buffer): Row[][] {
  const text = new TextDecoder("windows-1252").decode(bytes);
  const [head, splits, end, ...body] = text.split("\r\n");
  expect(head).toBe("!TRNS\tTRNSTYPE\tDATE\tACCNT\tAMOUNT\tDOCNUM\tMEMO");
  expect(splits).toBe("!SPL\tTRNSTYPE\tDATE\tACCNT\tAMOUNT\tDOCNUM\tMEMO");
  expect([end, body.pop()]).toEqual(["!ENDTRNS", ""]);
  const transactions: Row[][] = [];
  for (const line of body) {
    if (line === "ENDTRNS") continue;
    const cells = line.split("\t");
    expect(cells).toHaveLength(7);
    const [kind = "", type = "", date = "", account = "", amount = "", number = "", memo = ""] = cells;
    if (kind === "TRNS") transactions.push([]);
    transactions.at(-1)?.push({ kind, type, date, account, minor: minorOf(amount), number, memo });
  }
  expect(body.filter((line) => line === "ENDTRNS")).toHaveLength(transactions.length);
  return transactions;
}

function minorOf(amount: string): bigint {
  expect(amount).toMatch(/^-?[0-9]+(\.[0-9]{2})?$/);
  return BigInt(amount.replace(".", ""));
}

it("writes a general journal of which the splits come to nothing", () => {
  const entry = exportedEntry({ eventDate: "2026-03-09", memo: 'The "blue" one' });
  expect(fileOf(iif, [entry]).toString("latin1").split("\r\n").slice(3)).toEqual([
    "TRNS\tGENERAL JOURNAL\t03/10/2026\tShrinkage:damage\t37.50\tWO-000001\tWrite-off, Damaged / 2026-03-09 / " +
      "Ada Keller / The 'blue' one / Damaged / 3 x Mug, blue / MUG-B / Main street",
    "SPL\tGENERAL JOURNAL\t03/10/2026\tInventory\t-37.50\tWO-000001\t" +
      "Damaged / 3 x Mug, blue / MUG-B / Main street",
    "ENDTRNS",
    "",
  ]);
});

it("keeps a number within eleven characters", () => {
  const numbers = ["WO-99999999", "WO-2147483647"].map((documentNumber) => {
    const [[first] = []] = read(fileOf(iif, [exportedEntry({ documentNumber })]));
    return first?.number;
  });
  expect(numbers).toEqual(["WO-99999999", "2147483647"]);
});

it.each(Object.entries(hostileWords))("stays one transaction with %s", (_, words) => {
  const [rows = [], ...more] = read(fileOf(iif, [entrySaying(words)]));
  expect(more).toEqual([]);
  expect(rows.map(({ kind }) => kind)).toEqual(["TRNS", "SPL"]);
  expect(rows.map(({ memo }) => memo).join("")).not.toMatch(/["\p{Cc}]/u);
  for (const { memo } of rows) {
    expect(memo).not.toMatch(/^\s*[=+\-@]/);
    expect(memo.length).toBeLessThanOrEqual(4_000);
  }
});

it("comes to the same sums, account by account and transaction by transaction", () => {
  fc.assert(
    fc.property(journal, (entries: ExportedEntry[]) => {
      const written = read(fileOf(iif, entries));
      expect(written).toHaveLength(entries.length);
      for (const [at, rows] of written.entries()) {
        expect(rows.reduce((sum, { minor }) => sum + minor, 0n)).toBe(0n);
        expect(rows.map(({ minor }) => minor)).toEqual(
          postingsOf(entries.slice(at, at + 1)).map(([, minor]) => minor),
        );
      }
      const roleOf = new Map(
        written.flatMap((rows, at) => rows.map(({ account }, line) => [account, entries[at]?.lines[line]])),
      );
      const sums = balancesOf(
        written.flat().map(({ account, minor }) => [keyOf(roleOf.get(account)), minor]),
      );
      expect(sums).toEqual(balancesOf(postingsOf(entries).map(([line, minor]) => [keyOf(line), minor])));
    }),
  );
});

function keyOf(line: { accountName: string; accountCode: string } | undefined): string {
  return JSON.stringify([line?.accountName, line?.accountCode]);
}

it("tells accounts apart that look alike in the letters it has", () => {
  const lines = [
    exportedLine({ accountName: "減耗", accountCode: "1" }),
    exportedLine({ ...goods, accountName: "棚卸", accountCode: "2" }),
  ];
  const [rows = []] = read(fileOf(iif, [exportedEntry({ lines })]));
  expect(rows.map(({ account }) => account)).toEqual(["??-shrinkage-damage", "??"]);
});

it("refuses to write an entry of another currency", () => {
  const writer = iif.begin(exportedBook([exportedEntry()]));
  expect(() => writer.entry(exportedEntry({ currency: "USD" }))).toThrow(/file's currency/);
});
