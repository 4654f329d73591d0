import { expect, it } from "vitest";
import { exportedBook, exportedEntry, exportedLine, goods } from "#tests/support/exported-book.ts";
import { debitCreditPairs } from "./debit-credit-pairs.ts";
import { EXPORT_FORMATS, fileNameOf, formatOf, problemsOf } from "./index.ts";

const adviser = { consultantNumber: 1001, clientNumber: 1 };
const book = (parts = {}, entry = exportedEntry()) => exportedBook([entry], { adviser, ...parts });
const codes = (id: string, of: ReturnType<typeof book>) => {
  const format = formatOf(id);
  return format ? problemsOf(format, of).map(({ code }) => code) : ["unknown"];
};

it("knows six formats by their ids and no other", () => {
  expect(EXPORT_FORMATS.map(({ id }) => id)).toEqual([
    "csv",
    "ledger",
    "hledger",
    "beancount",
    "datev",
    "iif",
  ]);
  expect(formatOf("xlsx")).toBeNull();
  expect(formatOf("constructor")).toBeNull();
});

it("finds nothing wrong with a book that each format can hold", () => {
  for (const { id } of EXPORT_FORMATS) expect(codes(id, book())).toEqual([]);
});

it("tells before it begins what a format cannot hold", () => {
  const two = book({ currencies: ["EUR", "USD"] });
  const fine = book({ currencies: ["KWD"] });
  const unnumbered = book(
    {},
    exportedEntry({ lines: [exportedLine({ accountCode: "5010a" }), exportedLine(goods)] }),
  );
  for (const id of ["csv", "ledger", "hledger", "beancount"])
    for (const of of [two, fine, unnumbered, book({ adviser: null })]) expect(codes(id, of)).toEqual([]);
  for (const id of ["datev", "iif"]) {
    expect(codes(id, two)).toEqual(["several-currencies"]);
    expect(codes(id, fine)).toEqual(["currency-too-fine"]);
  }
  expect(codes("iif", unnumbered)).toEqual([]);
  const format = formatOf("datev");
  expect(format && problemsOf(format, unnumbered)).toEqual([
    { code: "accounts-without-number", roles: ["shrinkage-damage"] },
  ]);
});

it("asks of DATEV's file one business year and a real client", () => {
  expect(codes("datev", book({ from: "2026-07-01", to: "2027-06-30", yearStart: "2026-07-01" }))).toEqual([]);
  for (const days of [
    { from: "2026-07-01", to: "2027-07-01", yearStart: "2026-07-01" },
    { from: "2026-06-30", to: "2027-06-30", yearStart: "2026-07-01" },
  ])
    expect(codes("datev", book(days))).toEqual(["longer-than-the-business-year"]);
  for (const wrong of [null, { ...adviser, consultantNumber: 1000 }, { ...adviser, clientNumber: 100_000 }])
    expect(codes("datev", book({ adviser: wrong }))).toEqual(["adviser-unknown"]);
});

it("names a file by its days, as its reader wants it", () => {
  const names = EXPORT_FORMATS.map((format) =>
    fileNameOf(format, book({ from: "2026-03-01", to: "2026-03-31" })),
  );
  expect(names).toEqual([
    "lossbook_2026-03-01_2026-03-31.csv",
    "lossbook_2026-03-01_2026-03-31.ledger",
    "lossbook_2026-03-01_2026-03-31.journal",
    "lossbook_2026-03-01_2026-03-31.beancount",
    "EXTF_lossbook_2026-03-01_2026-03-31.csv",
    "lossbook_2026-03-01_2026-03-31.iif",
  ]);
});

it("pairs a debit with its own credit, and never an account with itself", () => {
  const line = (accountCode: string, side: "D" | "C", amountMinor: bigint) =>
    exportedLine({ accountCode, side, amountMinor });
  const pairs = (...lines: ReturnType<typeof line>[]) =>
    debitCreditPairs(lines, ({ accountCode }) => accountCode).map(
      ({ debit, credit, amountMinor }) => `${debit.accountCode}-${credit.accountCode} ${amountMinor}`,
    );
  expect(
    pairs(line("1", "D", 5n), line("9", "C", 5n), line("2", "D", 7n), line("9", "C", 4n), line("8", "C", 3n)),
  ).toEqual(["1-9 5", "2-9 4", "2-8 3"]);
  expect(pairs(line("9", "D", 5n), line("9", "C", 5n))).toEqual([]);
  expect(pairs(line("9", "D", 3n), line("1", "D", 5n), line("9", "C", 4n), line("2", "C", 4n))).toEqual([
    "9-2 3",
    "1-9 4",
    "1-2 1",
  ]);
});
