import { type Day, isDay } from "#app/domain/dates.ts";
import { amountOf } from "#app/domain/money.ts";
import { oneLine, shortened } from "#app/domain/one-line.ts";
import type { BookAccount, BookJournal, BookLine, RejectionKind } from "#app/ports/book.ts";
import { capabilitiesOf } from "./capabilities.ts";
import type { Chart } from "./translate.setup.ts";

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
/** Servers of Xero's make take addresses of 2,048 signs and no more. */
const FILTER_ENCODED_MAX = 1_800;
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

/**
 * Conditions that find them, each short enough for an address. A quote cannot be in a reference; one that is
 * in there all the same is not let into a condition.
 */
export function toFilters(references: string[]): string[] {
  const filters: string[] = [];
  for (const reference of new Set(references.filter(isReference))) {
    const one = `Narration.StartsWith("${reference} ") OR Narration=="${reference}"`;
    const longer = [filters.at(-1), one].filter(Boolean).join(" OR ");
    if (encodeURIComponent(longer).length <= FILTER_ENCODED_MAX) filters.splice(-1, 1, longer);
    else filters.push(one);
  }
  return filters;
}

function unsayable(why: RejectionKind, code: string, said: string): { ok: false; unsayable: Unsayable } {
  return { ok: false, unsayable: { why, code, text: said } };
}
