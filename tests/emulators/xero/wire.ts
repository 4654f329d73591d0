import { amountText } from "../accounting/amounts.ts";
import type { Account, Dimension, Journal, Organisation } from "../accounting/ledger.ts";

/** How Xero writes what it holds. */
export function journalOnWire(organisation: Organisation, journal: Journal, withLines: boolean): object {
  const more = moreOf(journal);
  return {
    Date: dayOnWire(journal.date),
    Status: journal.state.toUpperCase(),
    LineAmountTypes: more.lineAmountTypes,
    UpdatedDateUTC: momentOnWire(journal.changedAt),
    ManualJournalID: journal.id,
    Narration: narrationOf(journal),
    JournalLines: withLines ? journal.lines.map((line, at) => lineOnWire(organisation, line, more, at)) : [],
    ...(more.url ? { Url: more.url } : {}),
    ShowOnCashBasisReports: more.showOnCashBasis,
    HasAttachments: false,
  };
}

export type JournalMore = {
  lineAmountTypes: "Exclusive" | "Inclusive" | "NoTax";
  showOnCashBasis: boolean;
  url: string | null;
  /** Beside each line: what it is taxed as, and how much that is in minor units. */
  taxes: { type: string; minor: bigint }[];
};

/** What somebody typed in by hand is a journal without tax. */
function moreOf({ more }: Journal): JournalMore {
  const plain: JournalMore = { lineAmountTypes: "NoTax", showOnCashBasis: true, url: null, taxes: [] };
  return { ...plain, ...more };
}

/** Xero knows no number: whatever is called one elsewhere can only stand in front. */
export function narrationOf({ number, memo }: Pick<Journal, "number" | "memo">): string {
  return [number, memo].filter((part) => part !== "").join(" ");
}

function lineOnWire(
  organisation: Organisation,
  line: Journal["lines"][number],
  more: JournalMore,
  at: number,
): object {
  const account = organisation.accounts.find(({ id }) => id === line.accountId);
  const tax = more.taxes[at];
  return {
    ...(line.memo === "" ? {} : { Description: line.memo }),
    TaxType: tax?.type ?? "NONE",
    TaxAmount: amountOnWire(tax?.minor ?? 0n, organisation.currency),
    LineAmount: amountOnWire(line.minor, organisation.currency),
    ...(account ? { AccountCode: account.code, AccountID: account.id } : {}),
    Tracking: line.options.map(({ dimensionId, optionId }) => {
      const dimension = organisation.dimensions.find(({ id }) => id === dimensionId);
      return {
        Name: dimension?.name,
        Option: dimension?.options.find(({ id }) => id === optionId)?.name,
        TrackingCategoryID: dimensionId,
        TrackingOptionID: optionId,
      };
    }),
    IsBlank: false,
  };
}

export function accountOnWire(organisation: Organisation, account: Account): object {
  const systemAccount = systemAccountOf(account);
  return {
    AccountID: account.id,
    ...(account.code === "" ? {} : { Code: account.code }),
    Name: account.name,
    Status: account.active ? "ACTIVE" : "ARCHIVED",
    Type: typeOf(account),
    TaxType: defaultTaxOf(account),
    ...(account.kind === "bank" ? { CurrencyCode: account.currency ?? organisation.currency } : {}),
    ...(systemAccount ? { SystemAccount: systemAccount } : {}),
    EnablePaymentsToAccount: false,
    ShowInExpenseClaims: false,
    HasAttachments: false,
    UpdatedDateUTC: momentOnWire(account.changedAt),
  };
}

export function trackingOnWire(dimension: Dimension, includeArchived: boolean): object {
  return {
    Name: dimension.name,
    Status: dimension.tracked ? "ACTIVE" : "ARCHIVED",
    TrackingCategoryID: dimension.id,
    Options: dimension.options
      .filter(({ active }) => active || includeArchived)
      .map(({ id, name, active }) => ({
        TrackingOptionID: id,
        Name: name,
        Status: active ? "ACTIVE" : "ARCHIVED",
        HasValidationErrors: false,
        IsDeleted: false,
        IsArchived: !active,
        IsActive: active,
      })),
  };
}

export function organisationOnWire(organisation: Organisation): object {
  const { lockDate, hardLockDate } = organisation;
  return {
    Name: organisation.name,
    LegalName: organisation.name,
    PaysTax: true,
    OrganisationType: "COMPANY",
    BaseCurrency: organisation.currency,
    CountryCode: organisation.country,
    IsDemoCompany: false,
    OrganisationStatus: "ACTIVE",
    FinancialYearEndDay: 31,
    FinancialYearEndMonth: 12,
    ...(lockDate ? { PeriodLockDate: dayOnWire(lockDate) } : {}),
    ...(hardLockDate ? { EndOfYearLockDate: dayOnWire(hardLockDate) } : {}),
    Timezone: zoneNames[organisation.timeZone] ?? "UTC",
    OrganisationID: organisation.id,
    Edition: "BUSINESS",
    Class: "PREMIUM",
  };
}

const zoneNames: Record<string, string> = {
  "Europe/Berlin": "WEUROPESTANDARDTIME",
  "Asia/Tokyo": "TOKYOSTANDARDTIME",
  "Asia/Kuwait": "ARABSTANDARDTIME",
  "America/Los_Angeles": "PACIFICSTANDARDTIME",
  "Pacific/Auckland": "NEWZEALANDSTANDARDTIME",
};

const types: Record<Account["kind"], string> = {
  inventory: "INVENTORY",
  "current-asset": "CURRENT",
  bank: "BANK",
  receivable: "CURRENT",
  payable: "CURRLIAB",
  liability: "CURRLIAB",
  equity: "EQUITY",
  income: "REVENUE",
  "cost-of-sales": "DIRECTCOSTS",
  expense: "EXPENSE",
};

export function typeOf(account: Account): string {
  return types[account.kind];
}

/** Xero keeps these for itself: debtors, creditors, tax, and what was earned in earlier years. */
export function systemAccountOf({ kind, name }: Account): string | null {
  if (kind === "receivable") return "DEBTORS";
  if (kind === "payable") return "CREDITORS";
  if (kind === "equity") return "RETAINEDEARNINGS";
  return kind === "liability" && /tax/i.test(name) ? "GST" : null;
}

/** Accounts that tracked items are kept on: Xero alone moves their value. */
export function isTrackedStock(organisation: Organisation, { kind, name }: Account): boolean {
  return organisation.tracksStock && kind === "inventory" && /tracked/i.test(name);
}

export function defaultTaxOf({ kind }: Account): string {
  if (kind === "income") return "OUTPUT";
  return kind === "expense" || kind === "cost-of-sales" ? "INPUT" : "NONE";
}

export function dayOnWire(day: string): string {
  return `/Date(${Date.parse(`${day}T00:00:00Z`)}+0000)/`;
}

export function momentOnWire(ms: number): string {
  return `/Date(${ms}+0000)/`;
}

export function amountOnWire(minor: bigint, currency: string): number {
  return Number(amountText(minor, currency));
}
