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
import { datev } from "./datev.ts";

const adviser = { consultantNumber: 29098, clientNumber: 55003 };
const bytesOf = (entries: ExportedEntry[]) => fileOf(datev, entries, exportedBook(entries, { adviser }));

/** As DATEV reads it: Windows-1252, a line a row, semicolons outside of quotation marks. */
function read(bytes: Buffer): string[][] {
  const text = new TextDecoder("windows-1252").decode(bytes);
  expect(text.endsWith("\r\n")).toBe(true);
  const lines = text.slice(0, -2).split("\r\n");
  expect(lines.every((line) => !/[\p{Cc}\u2028\u2029]/u.test(line))).toBe(true);
  return lines.map((line) =>
    [...line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^";]*))(?=;|$)/g)].map(
      ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
    ),
  );
}

function balances(rows: string[][]) {
  return balancesOf(
    rows.slice(2).flatMap(([amount = "", side, , , , , account = "", contra = ""]) => {
      expect(side).toBe("S");
      expect(amount).toMatch(/^[0-9]{1,10},[0-9]{2}$/);
      expect(account).not.toBe(contra);
      const minor = BigInt(amount.replace(",", ""));
      return [
        [account, minor],
        [contra, -minor],
      ] as [string, bigint][];
    }),
  );
}

it("begins with the two lines that DATEV asks for", () => {
  const [head, columns] = new TextDecoder("windows-1252").decode(bytesOf([exportedEntry()])).split("\r\n");
  expect(head).toBe(
    '"EXTF";700;21;"Buchungsstapel";13;20270105081530042;;"RE";"";"";29098;55003;20260101;4;20260101;20261231;' +
      '"Lossbook 2026-01-01";"";1;0;0;"EUR";;"";;;"";;;"";""',
  );
  expect(head?.split(";")).toHaveLength(31);
  const names = columns?.split(";") ?? [];
  expect(names).toHaveLength(125);
  expect([names[0], names[6], names[20], names[36], names[47], names[87], names[124]]).toEqual([
    ...["Umsatz (ohne Soll/Haben-Kz)", "Konto", "Beleginfo - Art 1", "KOST1 - Kostenstelle"],
    ...["Zusatzinformation - Art 1", "Stück", "Abw. Skontokonto"],
  ]);
});

it("writes a pair of accounts a row, with who and why beside it", () => {
  const entry = exportedEntry({
    eventDate: "2026-03-09",
    lines: [
      exportedLine({ itemTitle: 'Krug "Łódź" 12" für 5 €', note: "Rand ab", disposal: "recycled" }),
      exportedLine({ ...goods, amountMinor: 2000n }),
      exportedLine({ ...goods, amountMinor: 1750n }),
    ],
  });
  const [, , first = "", second = ""] = new TextDecoder("windows-1252")
    .decode(bytesOf([entry]))
    .split("\r\n");
  expect(first).toBe(
    `20,00;"S";"EUR";;;;5010;1500;;1003;"WO-000001";;;"Damaged, Krug ""Lódz"" 12"" für 5 €"${";".repeat(7)}` +
      `"Lossbook";"${entry.id}";"Person";"Ada Keller";"Artikel";"3 x Krug ""Lódz"" 12"" für 5 €";"SKU";"MUG-B";` +
      `"Lagerort";"Main street";"Grund";"Damaged";"Verbleib";"recycled";"Ereignis";"2026-03-09"${";".repeat(12)}` +
      `"Notiz";"Fell off the shelf";"Zeilennotiz";"Rand ab"${";".repeat(36)}${";".repeat(38)}`,
  );
  expect(second).toMatch(/^17,50;"S";"EUR";;;;5010;1500;;1003;/);
});

it("keeps whole yen and splits what no row can hold, to the last unit", () => {
  const most = 10_000_000_000_000n;
  const lines = [exportedLine({ amountMinor: most }), exportedLine({ ...goods, amountMinor: most })];
  for (const [currency, factor] of [
    ["JPY", 100n],
    ["EUR", 1n],
  ] as const)
    expect(balances(read(bytesOf([exportedEntry({ currency, lines })])))).toEqual(
      new Map([
        ["5010", most * factor],
        ["1500", -most * factor],
      ]),
    );
});

it.each(Object.entries(hostileWords))("makes one row of 125 fields with %s", (_, words) => {
  const rows = read(bytesOf([entrySaying(words)]));
  expect(rows).toHaveLength(3);
  expect(rows[2]).toHaveLength(125);
  for (const field of rows[2] ?? []) expect(field).not.toMatch(/^\s*[=+\-@\t]/);
  expect(rows[2]?.[13]?.length).toBeLessThanOrEqual(60);
  expect(rows[2]?.every((field) => field.length <= 210)).toBe(true);
});

it("keeps two thousand letters of a note", () => {
  const memo = "0123456789".repeat(200);
  const row = read(bytesOf([exportedEntry({ memo })]))[2] ?? [];
  const parts = row.slice(47, 87).filter((_, at) => row[47 + at - 1] === "Notiz" && at % 2 === 1);
  expect(parts.join("")).toBe(memo);
});

it("comes to the same sums, whatever people typed and however lines are paired", () => {
  fc.assert(
    fc.property(journal, (entries) => {
      const factor = entries[0]?.currency === "JPY" ? 100n : 1n;
      const rows = read(bytesOf(entries));
      expect(rows.every((row, at) => row.length === (at === 0 ? 31 : 125))).toBe(true);
      expect(balances(rows)).toEqual(
        balancesOf(postingsOf(entries).map(([{ accountCode }, minor]) => [accountCode, minor * factor])),
      );
    }),
  );
});

it("refuses to write an entry of other days or of another currency", () => {
  const writer = datev.begin(exportedBook([exportedEntry()], { adviser }));
  expect(() => writer.entry(exportedEntry({ accountingDate: "2027-01-01" }))).toThrow(
    /within the file's days/,
  );
  expect(() => writer.entry(exportedEntry({ currency: "USD" }))).toThrow(/file's currency/);
});
