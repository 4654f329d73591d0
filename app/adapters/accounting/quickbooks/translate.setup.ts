import { z } from "zod";
import { type Day, isDay, isTimeZone } from "#app/domain/dates.ts";
import type { AccountKind, BookAccount, BookOrganisation } from "#app/ports/book.ts";

const ref = z.object({ value: z.string() }).nullish();
const named = z.object({ Id: z.string(), FullyQualifiedName: z.string(), Active: z.boolean() });

/** What each address about a company answers. */
export const setUpAnswers = {
  company: z.object({
    CompanyInfo: z.object({
      CompanyName: z.string(),
      Country: z.string().nullish(),
      DefaultTimeZone: z.string().nullish(),
    }),
  }),
  preferences: z.object({
    Preferences: z.object({
      AccountingInfoPrefs: z
        .object({
          BookCloseDate: z.string().nullish(),
          TrackDepartments: z.boolean().nullish(),
          DepartmentTerminology: z.string().nullish(),
          ClassTrackingPerTxn: z.boolean().nullish(),
          ClassTrackingPerTxnLine: z.boolean().nullish(),
        })
        .nullish(),
      ProductAndServicesPrefs: z.object({ QuantityOnHand: z.boolean().nullish() }).nullish(),
      CurrencyPrefs: z.object({ MultiCurrencyEnabled: z.boolean().nullish(), HomeCurrency: ref }),
    }),
  }),
  account: named.extend({
    AcctNum: z.string().nullish(),
    AccountType: z.string(),
    AccountSubType: z.string().nullish(),
    CurrencyRef: ref,
  }),
  option: named,
};

type Preferences = z.output<typeof setUpAnswers.preferences>["Preferences"];

/** What of a company must be known to write a journal for it or to read one. */
export type Company = { currency: string; isMultiCurrency: boolean; country: string };

export function toOrganisation(
  remoteId: string,
  info: CompanyInfo,
  preferences: Preferences,
): BookOrganisation {
  const closed = preferences.AccountingInfoPrefs?.BookCloseDate;
  const zone = info.DefaultTimeZone;
  return {
    remoteId,
    name: info.CompanyName,
    currency: toCompany(preferences, info).currency,
    timeZone: zone && isTimeZone(zone) ? zone : null,
    country: info.Country ?? null,
    lockDate: closed ? dayOf(closed) : null,
    tracksStock: preferences.ProductAndServicesPrefs?.QuantityOnHand ?? null,
  };
}

type CompanyInfo = z.output<typeof setUpAnswers.company>["CompanyInfo"];

export function toCompany({ CurrencyPrefs: prefs }: Preferences, { Country }: CompanyInfo): Company {
  return {
    currency: prefs.HomeCurrency?.value ?? "",
    isMultiCurrency: prefs.MultiCurrencyEnabled ?? false,
    country: Country ?? "",
  };
}

const kinds: Record<string, AccountKind> = {
  "Other Current Asset": "current-asset",
  "Cost of Goods Sold": "cost-of-sales",
  Expense: "expense",
  "Other Expense": "expense",
  Income: "income",
  "Other Income": "income",
  "Accounts Payable": "liability",
  "Credit Card": "liability",
  "Other Current Liability": "liability",
  "Long Term Liability": "liability",
};
/** They want a customer or a vendor on each line, or take no posting at all. */
const closedTypes = new Set(["Accounts Receivable", "Accounts Payable", "Non-Posting"]);

export function toAccount(held: z.output<typeof setUpAnswers.account>): BookAccount {
  const isInventory = held.AccountType === "Other Current Asset" && held.AccountSubType === "Inventory";
  return {
    id: held.Id,
    code: held.AcctNum ?? "",
    name: held.FullyQualifiedName,
    kind: isInventory ? "inventory" : (kinds[held.AccountType] ?? "other"),
    currency: held.CurrencyRef?.value ?? null,
    isActive: held.Active,
    isPostable: !closedTypes.has(held.AccountType),
  };
}

export function dayOf(text: string | null | undefined): Day {
  const day = (text ?? "").slice(0, 10);
  return isDay(day) ? day : "";
}
