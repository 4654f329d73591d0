import { amountText, currencyDecimals } from "../accounting/amounts.ts";
import type { BookWorld } from "../accounting/face.ts";
import {
  type Account,
  addJournal,
  changeJournal,
  type Journal,
  type JournalLine,
  type Organisation,
} from "../accounting/ledger.ts";
import { defaultTaxOf, isTrackedStock, type JournalMore, narrationOf, systemAccountOf } from "./wire.ts";

export type Item = Record<string, unknown>;
/** What became of one journal of a request. */
export type Verdict = { item: Item; journal: Journal | null; errors: string[]; warnings: string[] };

export type Desk = { world: BookWorld; organisation: Organisation; newId: () => string };

const NARRATION_MAX = 4_000;
const TAX_RATES: Record<string, bigint> = { NONE: 0n, INPUT: 15n, OUTPUT: 15n, BASEXCLUDED: 0n };
const STATES = { DRAFT: "draft", POSTED: "posted", DELETED: "deleted", VOIDED: "voided" } as const;

export function createManualJournal(desk: Desk, item: Item): Verdict {
  const read = readJournal(desk, item, null);
  const { errors, warnings } = read;
  if (read.state === "deleted" || read.state === "voided")
    errors.push(`A manual journal cannot be created with the status ${String(item.Status)}`);
  if (errors.length > 0) return { item, journal: null, errors, warnings };
  const { narration: memo, date, lines, state, more } = read;
  const { currency } = desk.organisation;
  const fresh = { number: "", memo, date, currency, lines, state, app: "Lossbook", more };
  const journal = addJournal(desk.organisation, desk.newId(), fresh, desk.world.now());
  return { item, journal, errors, warnings };
}

export function updateManualJournal(desk: Desk, before: Journal, item: Item): Verdict {
  const read = readJournal(desk, item, before);
  const { errors, warnings } = read;
  if (before.state === "voided" || before.state === "deleted")
    errors.push(`A manual journal of the status ${before.state.toUpperCase()} cannot be modified`);
  if (read.state === "voided" && before.state !== "posted")
    errors.push("Only a posted journal can be voided");
  if (read.state === "deleted" && before.state !== "draft")
    errors.push("Only a draft journal can be deleted");
  if (read.state === "draft" && before.state === "posted") errors.push("A posted journal is no draft again");
  if (before.state === "posted") errors.push(...lockErrors(desk.organisation, before.date));
  if (errors.length > 0) return { item, journal: null, errors, warnings };
  const { narration: memo, date, lines, state, more } = read;
  before.more = more;
  return {
    item,
    journal: changeJournal(before, { number: "", memo, date, lines, state }, desk.world.now()),
    errors,
    warnings,
  };
}

type Read = {
  narration: string;
  date: string;
  state: Journal["state"];
  lines: JournalLine[];
  more: JournalMore;
  errors: string[];
  warnings: string[];
};

/** What is not said keeps its value in an update and takes Xero's default in a new journal. */
function readJournal(desk: Desk, item: Item, before: Journal | null): Read {
  const errors: string[] = [];
  const warnings: string[] = [];
  const known = before?.more as JournalMore | undefined;
  const narration =
    typeof item.Narration === "string" ? item.Narration.trim() : before ? narrationOf(before) : "";
  if (narration === "") errors.push("A Narration must be provided");
  if (narration.length > NARRATION_MAX) errors.push(`Narration must not be longer than ${NARRATION_MAX}`);
  const date = item.Date === undefined ? (before?.date ?? today(desk)) : dayOf(item.Date);
  if (date === null) errors.push("The Date is not a valid date");
  const state = STATES[String(item.Status ?? before?.state.toUpperCase() ?? "DRAFT") as keyof typeof STATES];
  if (state === undefined) errors.push(`The status ${String(item.Status)} is not valid`);
  const taxed = (item.LineAmountTypes ??
    known?.lineAmountTypes ??
    "Exclusive") as JournalMore["lineAmountTypes"];
  if (!["Exclusive", "Inclusive", "NoTax"].includes(taxed))
    errors.push(`LineAmountTypes ${taxed} is not valid`);
  const more: JournalMore = {
    lineAmountTypes: taxed,
    showOnCashBasis: (item.ShowOnCashBasisReports ?? known?.showOnCashBasis ?? true) === true,
    url: typeof item.Url === "string" ? item.Url : (known?.url ?? null),
    taxes: known?.taxes ?? [],
  };
  let lines = before?.lines ?? [];
  if (item.JournalLines !== undefined || before === null) {
    const given = Array.isArray(item.JournalLines) ? (item.JournalLines as Item[]) : [];
    if (given.length < 2) errors.push("A manual journal must have at least two lines");
    const read = given.map((line) => readLine(desk, line, taxed, { errors, warnings }));
    lines = read.map(({ line }) => line);
    more.taxes = read.map(({ tax }) => tax);
    errors.push(...sumErrors(desk.organisation, lines, more));
  }
  if (state === "posted" || state === "voided") errors.push(...lockErrors(desk.organisation, date ?? ""));
  return { narration, date: date ?? "", state: state ?? "draft", lines, more, errors, warnings };
}

type Heard = { errors: string[]; warnings: string[] };

function readLine(
  desk: Desk,
  line: Item,
  taxed: JournalMore["lineAmountTypes"],
  heard: Heard,
): { line: JournalLine; tax: JournalMore["taxes"][number] } {
  const { organisation, world } = desk;
  const places = world.switches.decimals === "two" ? 2 : currencyDecimals(organisation.currency);
  const minor = minorOf(line.LineAmount, places, currencyDecimals(organisation.currency));
  if (minor === null) heard.errors.push("LineAmount is not a number");
  const account = readAccount(desk, line, heard);
  const type = String(line.TaxType ?? (taxed === "NoTax" || !account ? "NONE" : defaultTaxOf(account)));
  const rate = TAX_RATES[type];
  if (rate === undefined)
    heard.errors.push(
      `The TaxType code '${type}' does not exist or cannot be used for this type of transaction.`,
    );
  const options = readTracking(desk, line, heard);
  const tax = taxed === "NoTax" ? 0n : taxOf(minor ?? 0n, rate ?? 0n, taxed);
  const memo = typeof line.Description === "string" ? line.Description : "";
  return {
    line: { accountId: account?.id ?? "", minor: minor ?? 0n, memo, options },
    tax: { type: taxed === "NoTax" ? "NONE" : type, minor: tax },
  };
}

function readAccount({ organisation, world }: Desk, line: Item, heard: Heard): Account | undefined {
  const code = typeof line.AccountCode === "string" ? line.AccountCode : "";
  const account = organisation.accounts.find(({ code: own }) => own !== "" && own === code);
  if (!account) {
    if (code === "") heard.errors.push("Account code must be specified");
    else heard.errors.push(`Account code '${code}' is not a valid code for this document.`);
    return undefined;
  }
  if (!account.active) {
    if (world.switches.archivedAccount === "warning") {
      heard.warnings.push(
        `Account code '${code}' has been removed as it does not match a recognised account.`,
      );
      return undefined;
    }
    heard.errors.push(`Account code '${code}' is archived and is not a valid code for this document.`);
  }
  const system = systemAccountOf(account);
  if ((system && system !== "GST") || account.kind === "bank" || isTrackedStock(organisation, account))
    heard.errors.push(`Account code '${code}' cannot be used in a manual journal.`);
  return account;
}

function readTracking({ organisation, world }: Desk, line: Item, heard: Heard): JournalLine["options"] {
  const given = Array.isArray(line.Tracking) ? (line.Tracking as Item[]) : [];
  if (given.length > 2) heard.errors.push("A line can have at most two tracking categories");
  return given.flatMap((one) => {
    const dimension = organisation.dimensions.find(
      ({ id, name }) => id === one.TrackingCategoryID || name === one.Name,
    );
    const option = dimension?.options.find(
      ({ id, name, active }) => active && (id === one.TrackingOptionID || name === one.Option),
    );
    if (dimension?.tracked && option) return [{ dimensionId: dimension.id, optionId: option.id }];
    if (world.switches.unknownTracking === "error")
      heard.errors.push(
        `The tracking option '${String(one.Option)}' of '${String(one.Name)}' does not exist`,
      );
    return [];
  });
}

function sumErrors({ currency }: Organisation, lines: JournalLine[], more: JournalMore): string[] {
  const amounts = lines.map(({ minor }, at) =>
    more.lineAmountTypes === "Exclusive" ? minor + (more.taxes[at]?.minor ?? 0n) : minor,
  );
  const debits = amounts.filter((minor) => minor > 0n).reduce((sum, minor) => sum + minor, 0n);
  const credits = amounts.filter((minor) => minor < 0n).reduce((sum, minor) => sum + minor, 0n);
  if (debits + credits === 0n) return [];
  const written = (minor: bigint) => amountText(minor, currency);
  return [`The total debits (${written(debits)}) must equal total credits (${written(credits)})`];
}

function lockErrors({ lockDate, hardLockDate }: Organisation, date: string): string[] {
  if (hardLockDate && date <= hardLockDate)
    return [`The document date cannot be before the end of year lock date, currently set at ${hardLockDate}`];
  if (lockDate && date <= lockDate)
    return [`The document date cannot be before the period lock date, currently set at ${lockDate}`];
  return [];
}

function taxOf(minor: bigint, rate: bigint, taxed: JournalMore["lineAmountTypes"]): bigint {
  return taxed === "Inclusive" ? (minor * rate) / (100n + rate) : (minor * rate) / 100n;
}

/** Rounded to so many places, held in the currency's own. */
function minorOf(amount: unknown, places: number, decimals: number): bigint | null {
  if (typeof amount !== "number" || !Number.isFinite(amount)) return null;
  const kept = Math.min(places, decimals);
  const rounded = Math.round(Math.abs(amount) * 10 ** kept) * Math.sign(amount);
  return BigInt(rounded) * 10n ** BigInt(decimals - kept);
}

function dayOf(written: unknown): string | null {
  if (typeof written !== "string") return null;
  const [, ms] = /^\/Date\((-?\d+)([+-]\d{4})?\)\/$/.exec(written) ?? [];
  if (ms !== undefined) return new Date(Number(ms)).toISOString().slice(0, 10);
  const [, day] = /^(\d{4}-\d{2}-\d{2})(T[\d:.]+Z?)?$/.exec(written) ?? [];
  const date = new Date(`${day}T00:00:00Z`);
  return day !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
    ? day
    : null;
}

function today({ organisation, world }: Desk): string {
  return new Date(world.now()).toLocaleDateString("en-CA", { timeZone: organisation.timeZone });
}
