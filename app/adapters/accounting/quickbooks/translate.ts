import { z } from "zod";
import { isDay } from "#app/domain/dates.ts";
import { amountOf, parseAmount } from "#app/domain/money.ts";
import { oneLine, shortened } from "#app/domain/one-line.ts";
import type { BookJournal, BookLine, RemoteChange, RemoteJournal } from "#app/ports/book.ts";
import { capabilities } from "./capabilities.ts";
import { type Company, dayOf } from "./translate.setup.ts";

export const CLASS = "class";
export const DEPARTMENT = "department";

/** Up to here a decimal survives a JSON number there and back. */
const AMOUNT_MINOR_MAX = 999_999_999_999_999n;

const ref = z.object({ value: z.string() }).nullish();
const line = z.object({
  Description: z.string().nullish(),
  Amount: z.number().nullish(),
  JournalEntryLineDetail: z
    .object({
      PostingType: z.enum(["Debit", "Credit"]).nullish(),
      AccountRef: ref,
      ClassRef: ref,
      DepartmentRef: ref,
    })
    .nullish(),
});
const journal = z.object({
  Id: z.string().min(1),
  SyncToken: z.string().nullish(),
  DocNumber: z.string().nullish(),
  TxnDate: z.string().nullish(),
  PrivateNote: z.string().nullish(),
  CurrencyRef: ref,
  MetaData: z.object({ LastUpdatedTime: z.string().nullish() }).nullish(),
  Line: z.array(line).nullish(),
  status: z.string().nullish(),
});

export type Journal = z.output<typeof journal>;
export const journalRow = journal;

/** What each address answers. What is missing reads as "not set", as Intuit leaves out what is. */
export const answers = {
  journal: z.object({ JournalEntry: journal }),
  changes: z.object({
    CDCResponse: z.array(
      z.object({ QueryResponse: z.array(z.object({ JournalEntry: z.array(journal).nullish() })) }),
    ),
    time: z.string(),
  }),
};

export type Unsayable = { kind: "rejected"; why: "invalid"; code: string; vendorText: string };

/** The body of a new journal entry, or why it cannot be one: what Intuit cuts or forgives is refused here. */
export function toJournalEntry(wished: BookJournal, { currency, isMultiCurrency, country }: Company) {
  const { reference, lines } = wished;
  if (
    reference === "" ||
    reference.length > capabilities.referenceLengthMax ||
    oneLine(reference) !== reference
  )
    return unsayable("REFERENCE", reference);
  if (!isDay(wished.date)) return unsayable("DATE", wished.date);
  if (wished.currency !== currency)
    return unsayable("CURRENCY", `${wished.currency} in books kept in ${currency}`);
  if (lines.length < 2 || lines.length > capabilities.linesMax)
    return unsayable("LINES", `${lines.length} lines`);
  const wrong = lines.find(({ amountMinor }) => amountMinor <= 0n || amountMinor > AMOUNT_MINOR_MAX);
  if (wrong) return unsayable("AMOUNT", String(wrong.amountMinor));
  if (balanceOf(lines) !== 0n) return unsayable("UNBALANCED", String(balanceOf(lines)));
  const note = shortened(oneLine(wished.memo), capabilities.memoLengthMax).trimEnd();
  return {
    kind: "said" as const,
    body: {
      DocNumber: reference,
      TxnDate: wished.date,
      ...(note === "" ? {} : { PrivateNote: note }),
      Adjustment: false,
      // Where a company keeps one currency, naming it is an error.
      ...(isMultiCurrency ? { CurrencyRef: { value: currency }, ExchangeRate: 1 } : {}),
      // Elsewhere a company's usual tax would be reckoned on lines that name none.
      ...(country === "US" ? {} : { GlobalTaxCalculation: "NotApplicable" }),
      Line: lines.map((one) => toLine(one, currency)),
    },
  };
}

function toLine({ accountId, side, amountMinor: minor, memo, dimensions }: BookLine, currency: string) {
  const chosen = (wanted: string) => dimensions.find(({ dimensionId }) => dimensionId === wanted)?.optionId;
  const [classId, departmentId] = [chosen(CLASS), chosen(DEPARTMENT)];
  const description = shortened(oneLine(memo), capabilities.lineMemoLengthMax).trimEnd();
  return {
    ...(description === "" ? {} : { Description: description }),
    Amount: Number(amountOf({ minor, currency })),
    DetailType: "JournalEntryLineDetail",
    JournalEntryLineDetail: {
      PostingType: side === "D" ? "Debit" : "Credit",
      AccountRef: { value: accountId },
      ...(classId ? { ClassRef: { value: classId } } : {}),
      ...(departmentId ? { DepartmentRef: { value: departmentId } } : {}),
    },
  };
}

/** Quotes and backslashes would end the text they stand in. */
export function toQuoted(text: string): string {
  return `'${text.replace(/[\\']/g, (mark) => `\\${mark}`)}'`;
}

export function fromJournal(
  held: Journal,
  company: Company,
  addressOf: (id: string) => string,
): RemoteJournal {
  const currency = held.CurrencyRef?.value ?? company.currency;
  return {
    remoteId: held.Id,
    version: held.SyncToken ?? null,
    state: held.status === "Deleted" ? "deleted" : "posted",
    address: addressOf(held.Id),
    changedAt: momentOf(held.MetaData?.LastUpdatedTime),
    reference: held.DocNumber ?? "",
    date: dayOf(held.TxnDate),
    currency,
    memo: held.PrivateNote ?? "",
    lines: (held.Line ?? []).flatMap((one) => fromLine(one, currency)),
  };
}

/**
 * A line of words alone books nothing. One whose amount is none of its currency cannot be ours; without it
 * the journal shows as different.
 */
function fromLine(
  { Amount, Description, JournalEntryLineDetail: detail }: z.output<typeof line>,
  currency: string,
) {
  const money = parseAmount(String(Amount ?? 0), currency);
  if (!detail?.PostingType || !money) return [];
  const dimensions = [
    { dimensionId: CLASS, optionId: detail.ClassRef?.value },
    { dimensionId: DEPARTMENT, optionId: detail.DepartmentRef?.value },
  ].flatMap(({ dimensionId, optionId }) => (optionId ? [{ dimensionId, optionId }] : []));
  const isDebit = (detail.PostingType === "Debit") === money.minor >= 0n;
  const amountMinor = money.minor < 0n ? -money.minor : money.minor;
  const side = isDebit ? ("D" as const) : ("C" as const);
  return [
    { accountId: detail.AccountRef?.value ?? "", side, amountMinor, memo: Description ?? "", dimensions },
  ];
}

export function fromChange(held: Journal, company: Company, addressOf: (id: string) => string): RemoteChange {
  return held.status === "Deleted"
    ? { kind: "deleted", remoteId: held.Id, at: momentOf(held.MetaData?.LastUpdatedTime) }
    : { kind: "changed", journal: fromJournal(held, company, addressOf) };
}

function balanceOf(lines: BookLine[]): bigint {
  return lines.reduce((sum, { side, amountMinor }) => sum + (side === "D" ? amountMinor : -amountMinor), 0n);
}

function unsayable(code: string, said: string): Unsayable {
  return { kind: "rejected", why: "invalid", code, vendorText: said };
}

function momentOf(text: string | null | undefined): Date | null {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? null : new Date(at);
}
