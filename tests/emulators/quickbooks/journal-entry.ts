import { currencyDecimals, minorOfText } from "../accounting/amounts.ts";
import type { BookWorld, Call } from "../accounting/face.ts";
import {
  accountOf,
  addJournal,
  changeJournal,
  type Journal,
  type JournalLine,
  type Organisation,
  sumOf,
} from "../accounting/ledger.ts";
import { CLASS, DEPARTMENT, dimensionOf, isTracked } from "./company.ts";
import { refuse } from "./reply.ts";

type Json = Record<string, unknown>;

const NUMBER_LENGTH_MAX = 21;
const TEXT_LENGTH_MAX = 4000;
// What XML 1.0 cannot carry, Intuit's services cannot either.
const unspeakable = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/u;

export type Asked = { world: BookWorld; company: Organisation; call: Call; allowsDuplicates: boolean };

export function createJournal(asked: Asked, sent: Json): Journal {
  const { world, company } = asked;
  const read = readJournal(asked, sent);
  checkOpen(company, read.date);
  checkNumber(asked, read.number, null);
  const id = String(world.nextNumber());
  const more = { Adjustment: sent.Adjustment ?? false };
  return addJournal(company, id, { ...read, state: "posted", app: "Lossbook", more }, world.now());
}

/** What is not sent is cleared, unless the update is sparse. */
export function updateJournal(asked: Asked, sent: Json): Journal {
  const { world, company } = asked;
  const journal = currentJournal(asked, sent);
  const whole = sent.sparse === true ? { ...previousOf(journal), ...sent } : sent;
  const read =
    sent.sparse === true && !sent.Line
      ? { ...readHead(asked, whole), lines: journal.lines }
      : readJournal(asked, whole);
  checkOpen(company, journal.date);
  checkOpen(company, read.date);
  checkNumber(asked, read.number, journal.id);
  return changeJournal(journal, read, world.now());
}

export function deleteJournal(asked: Asked, sent: Json): Journal {
  const journal = currentJournal(asked, sent);
  checkOpen(asked.company, journal.date);
  return changeJournal(journal, { state: "deleted" }, asked.world.now());
}

export function findJournal(company: Organisation, id: string): Journal {
  const journal = company.journals.find((one) => one.id === id && one.state !== "deleted");
  return journal ?? notFound();
}

function currentJournal({ company }: Asked, sent: Json): Journal {
  const journal = findJournal(company, String(sent.Id));
  if (String(sent.SyncToken ?? "") === String(journal.version)) return journal;
  return refuse("5010", "Stale Object Error", "Stale Object Error : You and another were working on this.");
}

function previousOf({ number, memo, date }: Journal): Json {
  return { DocNumber: number, PrivateNote: memo, TxnDate: date };
}

function readJournal(asked: Asked, sent: Json) {
  const head = readHead(asked, sent);
  if (!Array.isArray(sent.Line) || sent.Line.length === 0) missing("Line");
  const lines = (sent.Line as Json[]).flatMap((line, at) =>
    readLine(asked, line, { at, currency: head.currency }),
  );
  if (lines.length < 2) broken("You must fill out at least two detail lines.");
  if (sumOf(lines) !== 0n) broken("Please balance debits and credits.");
  return { ...head, lines };
}

function readHead({ world, company }: Asked, sent: Json) {
  const today = new Date(world.now()).toISOString().slice(0, 10);
  const date = text(sent, "TxnDate") ?? today;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) !== date)
    refuse("2030", "Invalid Date", `Invalid date : ${date}`, "TxnDate");
  return {
    number: text(sent, "DocNumber", NUMBER_LENGTH_MAX) ?? "",
    memo: text(sent, "PrivateNote", TEXT_LENGTH_MAX) ?? "",
    date,
    currency: readCurrency(company, sent),
  };
}

function readCurrency(company: Organisation, sent: Json): string {
  const currency = (sent.CurrencyRef as Json | undefined)?.value;
  if (currency === undefined) return company.currency;
  if (!company.multiCurrency) broken("Multi Currency should be enabled to perform this operation");
  if (currency !== company.currency) broken("This emulated company books in its home currency alone.");
  return company.currency;
}

function readLine(
  asked: Asked,
  line: Json,
  { at, currency }: { at: number; currency: string },
): JournalLine[] {
  const memo = text(line, "Description", TEXT_LENGTH_MAX) ?? "";
  if (line.DetailType === "DescriptionOnly") return [];
  if (line.DetailType !== "JournalEntryLineDetail")
    refuse("2170", "Invalid Enumeration", `Invalid Enumeration : DetailType of line ${at}`, "DetailType");
  const detail = (line.JournalEntryLineDetail ?? {}) as Json;
  const side = detail.PostingType;
  if (side === undefined) missing("PostingType");
  if (side !== "Debit" && side !== "Credit")
    refuse("2170", "Invalid Enumeration", `Invalid Enumeration : ${side}`, "PostingType");
  const minor = readAmount(asked, line.Amount, currency);
  const accountId = readAccount(asked.company, detail);
  const options = [CLASS, DEPARTMENT].flatMap((name) => readOption(asked, detail, name));
  return [{ accountId, minor: side === "Debit" ? minor : -minor, memo, options }];
}

/** Some companies keep two decimals whatever the currency is: nobody knows which. */
function readAmount({ world }: Asked, amount: unknown, currency: string): bigint {
  if (amount === undefined) missing("Amount");
  if (typeof amount !== "number" || !Number.isFinite(amount))
    refuse("2010", "Request has invalid or unsupported property", "Property Name: Amount is no number");
  const value = amount as number;
  if (value < 0) broken("The amount of a line must not be below zero.");
  const decimals = world.switches.decimals === "two" ? 2 : currencyDecimals(currency);
  const rounded = value.toFixed(decimals);
  if (Number(rounded) !== value && world.switches.decimals === "currency")
    broken(`An amount of ${currency} has ${decimals} decimals.`);
  return minorOfText(rounded, currency);
}

function readAccount(company: Organisation, detail: Json): string {
  const id = (detail.AccountRef as Json | undefined)?.value;
  if (id === undefined || id === "") missing("AccountRef");
  const account = company.accounts.find((one) => one.id === id);
  if (!account)
    return refuse(
      "2500",
      "Invalid Reference Id",
      `Invalid Reference Id : Accounts element id ${id} not found`,
    );
  if (!account.active)
    refuse(
      "610",
      "Object Not Found",
      "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts.",
    );
  const wantsEntity = account.kind === "receivable" || account.kind === "payable";
  if (wantsEntity && !detail.Entity)
    broken(`When you use ${account.name}, you must choose a customer or a vendor in the Name field.`);
  if (account.currency !== null && account.currency !== company.currency)
    broken("The account's currency is not the transaction's.");
  return accountOf(company, account.id)?.id ?? "";
}

function readOption({ world, company }: Asked, detail: Json, name: string): JournalLine["options"] {
  const id = (detail[`${name}Ref`] as Json | undefined)?.value;
  if (id === undefined) return [];
  if (!isTracked(company, name)) {
    if (world.switches.untracked === "dropped") return [];
    return broken(`${name} tracking is switched off for this company.`);
  }
  const dimension = dimensionOf(company, name);
  const option = dimension?.options.find((one) => one.id === id);
  if (!dimension || !option)
    return refuse(
      "2500",
      "Invalid Reference Id",
      `Invalid Reference Id : ${name} element id ${id} not found`,
    );
  if (!option.active)
    refuse("610", "Object Not Found", `Object Not Found : ${name} ${id} has been made inactive.`);
  return [{ dimensionId: dimension.id, optionId: option.id }];
}

function text(sent: Json, name: string, lengthMax = Number.POSITIVE_INFINITY): string | undefined {
  const value = sent[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string" || unspeakable.test(value) || !value.isWellFormed())
    return refuse("2010", "Request has invalid or unsupported property", `Property Name: ${name} is no text`);
  if (value.length > lengthMax)
    refuse(
      "2050",
      "String length is either shorter or longer than supported by specification",
      `String length specified does not match the supported length. Min:0 Max:${lengthMax} supported. Supplied length:${value.length}`,
      name,
    );
  return value;
}

function checkOpen({ lockDate }: Organisation, date: string): void {
  if (lockDate !== null && date <= lockDate)
    refuse(
      "6210",
      "Account Period Closed, Cannot Update Through Services API",
      "The account period has closed and the account books cannot be updated through through the QBO Services API.",
    );
}

function checkNumber(asked: Asked, number: string, ownId: string | null): void {
  const { world, company, allowsDuplicates } = asked;
  if (number === "" || allowsDuplicates || world.switches.duplicates === "taken") return;
  const other = company.journals.find(
    (one) => one.number === number && one.state !== "deleted" && one.id !== ownId,
  );
  if (other)
    refuse(
      "6140",
      "Duplicate Document Number Error",
      `Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=${number} is assigned to TxnType=Journal Entry with TxnId=${other.id}`,
    );
}

function notFound(): never {
  return refuse(
    "610",
    "Object Not Found",
    "Object Not Found : Something you're trying to use has been deleted.",
  );
}

function missing(name: string): never {
  return refuse(
    "2020",
    "Required param missing, need to supply the required value for the API",
    `Required parameter ${name} is missing in the request`,
    name,
  );
}

function broken(rule: string): never {
  return refuse(
    "6000",
    "A business validation error has occurred while processing your request",
    `Business Validation Error: ${rule}`,
  );
}
