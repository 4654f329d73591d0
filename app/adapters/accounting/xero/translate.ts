import { Decimal } from "decimal.js";
import { z } from "zod";
import { type Day, isDay } from "#app/domain/dates.ts";
import { amountOf, decimalsOf } from "#app/domain/money.ts";
import { oneLine, shortened } from "#app/domain/one-line.ts";
import type {
  BookAccount,
  BookDimension,
  BookJournal,
  BookLine,
  RejectionKind,
  RemoteJournal,
} from "#app/ports/book.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { dayOfMoment, momentOf } from "./translate.setup.ts";

/** What of an organisation must be known to write a journal for it or to read one. */
export type Chart = { currency: string; accounts: BookAccount[]; dimensions: BookDimension[] };

export type ManualJournal = {
  Narration: string;
  Date: Day;
  Status: "POSTED";
  LineAmountTypes: "NoTax";
  ShowOnCashBasisReports: false;
  JournalLines: ManualJournalLine[];
};

export type ManualJournalLine = {
  LineAmount: number;
  AccountCode: string;
  Description?: string;
  TaxType: "NONE";
  Tracking?: { Name: string; Option: string }[];
};

/** Why a journal cannot even be said in Xero's words. */
export type Unsayable = { why: RejectionKind; code: string; text: string };
export type Said<T> = { ok: true; value: T } | { ok: false; unsayable: Unsayable };

const { referenceLengthMax, memoLengthMax, lineMemoLengthMax, linesMax, dimensionsPerLineMax } =
  capabilitiesOf(0);
const LINES_MIN = 2;
/** Up to here a decimal survives a JSON number there and back. */
const AMOUNT_MINOR_MAX = 999_999_999_999_999n;
/** Quotes would end the filter that finds the journal again, and a blank ends the reference. */
const REFERENCE = /^[\p{L}\p{N}._/#-]+$/u;

export function isReference(reference: string): boolean {
  return REFERENCE.test(reference) && reference.length <= referenceLengthMax;
}

export function toManualJournal(journal: BookJournal, chart: Chart): Said<ManualJournal> {
  if (!isReference(journal.reference)) return unsayable("invalid", "REFERENCE", journal.reference);
  if (!isDay(journal.date)) return unsayable("invalid", "DATE", journal.date);
  // There is no currency field: another currency's amounts would be booked as the organisation's own.
  if (journal.currency !== chart.currency)
    return unsayable("invalid", "CURRENCY", `${journal.currency} in books kept in ${chart.currency}`);
  if (journal.lines.length < LINES_MIN || journal.lines.length > linesMax)
    return unsayable("invalid", "LINES", `${journal.lines.length} lines`);
  const difference = sumOf(journal.lines);
  if (difference !== 0n) return unsayable("invalid", "UNBALANCED", String(difference));
  const lines: ManualJournalLine[] = [];
  for (const line of journal.lines) {
    const said = toLine(line, journal.currency, chart);
    if (!said.ok) return said;
    lines.push(said.value);
  }
  return {
    ok: true,
    value: {
      Narration: toNarration(journal),
      Date: journal.date,
      Status: "POSTED",
      LineAmountTypes: "NoTax",
      ShowOnCashBasisReports: false,
      JournalLines: lines,
    },
  };
}

function sumOf(lines: BookLine[]): bigint {
  return lines.reduce((sum, { side, amountMinor }) => sum + (side === "D" ? amountMinor : -amountMinor), 0n);
}

/** Amounts that do not survive as numbers, and lines no account takes, are refused here. */
function toLine(line: BookLine, currency: string, chart: Chart): Said<ManualJournalLine> {
  const { accountId, amountMinor: minor } = line;
  if (minor <= 0n || minor > AMOUNT_MINOR_MAX) return unsayable("invalid", "AMOUNT", String(minor));
  const account = chart.accounts.find(({ id }) => id === accountId);
  if (!account) return unsayable("mapping", "ACCOUNT_UNKNOWN", accountId);
  const refused = refusalOf(account);
  if (refused) return unsayable("mapping", refused, `${account.code} ${account.name}`.trim());
  const tracking = toTracking(line, chart);
  if (!tracking.ok) return tracking;
  const memo = shortened(oneLine(line.memo), lineMemoLengthMax).trimEnd();
  const amount = amountOf({ minor: line.side === "D" ? minor : -minor, currency });
  return {
    ok: true,
    value: {
      LineAmount: Number(amount),
      AccountCode: account.code,
      ...(memo === "" ? {} : { Description: memo }),
      TaxType: "NONE",
      ...(tracking.value.length > 0 ? { Tracking: tracking.value } : {}),
    },
  };
}

/** Xero may drop an account it does not like and book the rest, so it is never asked. */
function refusalOf({ code, isActive, isPostable }: BookAccount): string | null {
  if (!isActive) return "ACCOUNT_ARCHIVED";
  if (!isPostable) return "ACCOUNT_RESERVED";
  return code === "" ? "ACCOUNT_WITHOUT_CODE" : null;
}

function toTracking(line: BookLine, chart: Chart): Said<{ Name: string; Option: string }[]> {
  const named = [];
  const categories = new Set(line.dimensions.map(({ dimensionId }) => dimensionId));
  if (line.dimensions.length > dimensionsPerLineMax || categories.size < line.dimensions.length)
    return unsayable("invalid", "TRACKING_TOO_MANY", `${line.dimensions.length} options on a line`);
  for (const { dimensionId, optionId } of line.dimensions) {
    const dimension = chart.dimensions.find(({ id }) => id === dimensionId);
    const option = dimension?.options.find(({ id }) => id === optionId);
    if (!dimension || !option?.isActive)
      return unsayable("mapping", "TRACKING_UNKNOWN", `${dimensionId} ${optionId}`);
    named.push({ Name: dimension.name, Option: option.name });
  }
  return { ok: true, value: named };
}

/** The reference comes first and a blank ends it: so it is found again, and LAB1 is not LAB12. */
export function toNarration({ reference, memo }: { reference: string; memo: string }): string {
  return `${reference} ${shortened(oneLine(memo), memoLengthMax)}`.trimEnd();
}

function fromNarration(narration: string): { reference: string; memo: string } {
  const [, reference = "", memo = ""] = /^(\S*)\s*(.*)$/su.exec(narration) ?? [];
  return { reference, memo };
}

/** A quote cannot be in a reference; one that is in there all the same is not let into the filter. */
export function toFilter(references: string[]): string {
  return references
    .filter(isReference)
    .map((reference) => `Narration.StartsWith("${reference} ") OR Narration=="${reference}"`)
    .join(" OR ");
}

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const messages = z
  .array(z.object({ Message: text }))
  .nullish()
  .transform((list) => (list ?? []).map(({ Message }) => Message));

const line = z.object({
  LineAmount: z.number().catch(0),
  AccountID: text,
  AccountCode: text,
  Description: text,
  IsBlank: z.boolean().nullish(),
  Tracking: z
    .array(z.object({ TrackingCategoryID: text, TrackingOptionID: text, Name: text, Option: text }))
    .nullish(),
});

export type AnsweredJournal = z.output<typeof answeredJournal>;
const answeredJournal = z.object({
  ManualJournalID: text,
  Narration: text,
  Date: text,
  Status: text,
  UpdatedDateUTC: text,
  JournalLines: z.array(line).nullish(),
  HasErrors: z.boolean().nullish(),
  StatusAttributeString: text,
  ValidationErrors: messages,
  Warnings: messages,
});

export const manualJournals = z.object({
  DateTimeUTC: text,
  ManualJournals: z.array(answeredJournal),
});

const NO_ID = "00000000-0000-0000-0000-000000000000";

export function hasId({ ManualJournalID: id }: AnsweredJournal): boolean {
  return id !== "" && id !== NO_ID;
}

/** Whether every line says by id where it stands; else codes and names must be looked up. */
export function namesIds({ JournalLines }: AnsweredJournal): boolean {
  return (JournalLines ?? []).every(
    ({ AccountID, AccountCode, Tracking }) =>
      (AccountID !== "" || AccountCode === "") &&
      (Tracking ?? []).every((one) => one.TrackingCategoryID !== "" && one.TrackingOptionID !== ""),
  );
}

export function fromManualJournal(held: AnsweredJournal, chart: Chart, webAddress: string): RemoteJournal {
  const { currency } = chart;
  return {
    ...fromNarration(held.Narration),
    date: dayOfMoment(held.Date) ?? "",
    currency,
    lines: (held.JournalLines ?? [])
      .filter(({ IsBlank }) => IsBlank !== true)
      .map((one) => fromLine(one, chart)),
    remoteId: held.ManualJournalID,
    version: held.UpdatedDateUTC || null,
    state: stateOf(held.Status),
    address: `${webAddress}/Journal/View.aspx?invoiceID=${held.ManualJournalID}`,
    changedAt: momentOf(held.UpdatedDateUTC),
  };
}

/** An account that Xero has taken off the line is no account, and shows as a difference. */
function fromLine(held: z.output<typeof line>, chart: Chart): BookLine {
  const minor = new Decimal(held.LineAmount).times(new Decimal(10).pow(decimalsOf(chart.currency)));
  const byCode = chart.accounts.find(({ code }) => code !== "" && code === held.AccountCode);
  return {
    accountId: held.AccountID || byCode?.id || held.AccountCode,
    side: minor.isNegative() ? "C" : "D",
    amountMinor: BigInt(minor.abs().toFixed(0)),
    memo: held.Description,
    dimensions: (held.Tracking ?? []).map((one) => {
      const dimension = chart.dimensions.find(
        ({ id, name }) => id === one.TrackingCategoryID || (!one.TrackingCategoryID && name === one.Name),
      );
      const option = dimension?.options.find(({ name }) => name === one.Option);
      return {
        dimensionId: one.TrackingCategoryID || dimension?.id || one.Name,
        optionId: one.TrackingOptionID || option?.id || one.Option,
      };
    }),
  };
}

function stateOf(status: string): RemoteJournal["state"] {
  if (status === "POSTED") return "posted";
  if (status === "DRAFT") return "draft";
  return status === "DELETED" ? "deleted" : "voided";
}

function unsayable(why: RejectionKind, code: string, said: string): { ok: false; unsayable: Unsayable } {
  return { ok: false, unsayable: { why, code, text: said } };
}
