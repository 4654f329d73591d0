import { amountText } from "../accounting/amounts.ts";
import type { Account, Dimension, Journal, JournalLine, Organisation } from "../accounting/ledger.ts";
import type { AccountClass } from "../accounting/scenario.ts";
import { stampOf } from "./reply.ts";

type Words = { type: string; subType: string; classification: string };

const accountWordsOf: Record<AccountClass, Words> = {
  inventory: { type: "Other Current Asset", subType: "Inventory", classification: "Asset" },
  "current-asset": { type: "Other Current Asset", subType: "OtherCurrentAssets", classification: "Asset" },
  bank: { type: "Bank", subType: "Checking", classification: "Asset" },
  receivable: { type: "Accounts Receivable", subType: "AccountsReceivable", classification: "Asset" },
  payable: { type: "Accounts Payable", subType: "AccountsPayable", classification: "Liability" },
  liability: {
    type: "Other Current Liability",
    subType: "OtherCurrentLiabilities",
    classification: "Liability",
  },
  equity: { type: "Equity", subType: "RetainedEarnings", classification: "Equity" },
  income: { type: "Income", subType: "SalesOfProductIncome", classification: "Revenue" },
  "cost-of-sales": {
    type: "Cost of Goods Sold",
    subType: "SuppliesMaterialsCogs",
    classification: "Expense",
  },
  expense: { type: "Expense", subType: "OtherMiscellaneousServiceCost", classification: "Expense" },
};

export const CLASS = "Class";
export const DEPARTMENT = "Department";

export function accountWords({ kind }: Account): Words {
  return accountWordsOf[kind];
}

export function companyInfoJson(company: Organisation): Record<string, unknown> {
  const { name, country, timeZone } = company;
  return {
    CompanyName: name,
    LegalName: name,
    Country: country,
    FiscalYearStartMonth: "January",
    DefaultTimeZone: timeZone,
    domain: "QBO",
    Id: "1",
    SyncToken: "4",
    NameValue: [{ Name: "OfferingSku", Value: "QuickBooks Online Plus" }],
  };
}

export function preferencesJson(company: Organisation): Record<string, unknown> {
  const { currency, multiCurrency, lockDate, tracksStock } = company;
  return {
    AccountingInfoPrefs: {
      UseAccountNumbers: true,
      TrackDepartments: isTracked(company, DEPARTMENT),
      DepartmentTerminology: "Location",
      ClassTrackingPerTxn: false,
      ClassTrackingPerTxnLine: isTracked(company, CLASS),
      FirstMonthOfFiscalYear: "January",
      ...(lockDate === null ? {} : { BookCloseDate: lockDate }),
    },
    ProductAndServicesPrefs: { ForSales: true, ForPurchase: true, QuantityOnHand: tracksStock },
    CurrencyPrefs: { MultiCurrencyEnabled: multiCurrency, HomeCurrency: { value: currency } },
    domain: "QBO",
    Id: "1",
    SyncToken: "2",
  };
}

export function accountJson(company: Organisation, account: Account): Record<string, unknown> {
  const { type, subType, classification } = accountWords(account);
  const currency = account.currency ?? company.currency;
  return {
    Id: account.id,
    Name: account.name,
    FullyQualifiedName: account.name,
    AcctNum: account.code,
    AccountType: type,
    AccountSubType: subType,
    Classification: classification,
    Active: account.active,
    SubAccount: false,
    SyncToken: "0",
    domain: "QBO",
    CurrencyRef: { value: currency, name: currency },
    MetaData: { CreateTime: stampOf(account.changedAt), LastUpdatedTime: stampOf(account.changedAt) },
  };
}

export function optionsJson(company: Organisation, name: string): Record<string, unknown>[] {
  const options = dimensionOf(company, name)?.options ?? [];
  return options.map((option) => ({
    Id: option.id,
    Name: option.name,
    FullyQualifiedName: option.name,
    Active: option.active,
    SubClass: false,
    SyncToken: "0",
    domain: "QBO",
  }));
}

export function journalJson(company: Organisation, journal: Journal): Record<string, unknown> {
  const { id, number, memo, date, currency, version, createdAt, changedAt, lines, more } = journal;
  const meta = { CreateTime: stampOf(createdAt), LastUpdatedTime: stampOf(changedAt) };
  if (journal.state === "deleted")
    return { domain: "QBO", status: "Deleted", Id: id, MetaData: { LastUpdatedTime: stampOf(changedAt) } };
  return {
    Adjustment: more.Adjustment ?? false,
    domain: "QBO",
    sparse: false,
    Id: id,
    SyncToken: String(version),
    MetaData: meta,
    ...(number ? { DocNumber: number } : {}),
    TxnDate: date,
    ...(company.multiCurrency ? { CurrencyRef: { value: currency, name: currency }, ExchangeRate: 1 } : {}),
    ...(memo ? { PrivateNote: memo } : {}),
    Line: lines.map((line, at) => lineJson(company, line, { at, currency })),
    TxnTaxDetail: {},
  };
}

function lineJson(
  company: Organisation,
  line: JournalLine,
  { at, currency }: { at: number; currency: string },
) {
  const account = company.accounts.find(({ id }) => id === line.accountId);
  const { minor } = line;
  return {
    Id: String(at),
    ...(line.memo ? { Description: line.memo } : {}),
    Amount: Number(amountText(minor < 0n ? -minor : minor, currency)),
    DetailType: "JournalEntryLineDetail",
    JournalEntryLineDetail: {
      PostingType: minor < 0n ? "Credit" : "Debit",
      AccountRef: { value: line.accountId, name: account?.name },
      ...refJson(company, line, CLASS),
      ...refJson(company, line, DEPARTMENT),
    },
  };
}

function refJson(company: Organisation, line: JournalLine, name: string): Record<string, unknown> {
  const dimension = dimensionOf(company, name);
  const chosen = line.options.find(({ dimensionId }) => dimensionId === dimension?.id);
  const option = dimension?.options.find(({ id }) => id === chosen?.optionId);
  return option ? { [`${name}Ref`]: { value: option.id, name: option.name } } : {};
}

export function dimensionOf(company: Organisation, name: string): Dimension | undefined {
  return company.dimensions.find((dimension) => dimension.name === name);
}

export function isTracked(company: Organisation, name: string): boolean {
  return dimensionOf(company, name)?.tracked ?? false;
}
