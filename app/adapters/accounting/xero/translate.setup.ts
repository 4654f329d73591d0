import { z } from "zod";
import { type Day, dayOfDate, isDay } from "#app/domain/dates.ts";
import type { AccountKind, BookAccount, BookDimension, BookOrganisation } from "#app/ports/book.ts";

/** What of an organisation must be known to write a journal for it or to read one. */
export type Chart = { currency: string; accounts: BookAccount[]; dimensions: BookDimension[] };

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");

const organisation = z.object({
  OrganisationID: text,
  Name: text,
  BaseCurrency: z.string().length(3),
  CountryCode: text,
  Timezone: text,
  PeriodLockDate: text,
  EndOfYearLockDate: text,
});

export const organisations = z.object({ Organisations: z.array(organisation).min(1) });

const account = z.object({
  AccountID: z.string(),
  Code: text,
  Name: text,
  Type: text,
  Status: text,
  SystemAccount: text,
  CurrencyCode: text,
});

export const accounts = z.object({ Accounts: z.array(account) });

const option = z.object({ TrackingOptionID: z.string(), Name: text, Status: text });
const category = z.object({
  TrackingCategoryID: z.string(),
  Name: text,
  Status: text,
  Options: z.array(option).nullish(),
});

export const trackingCategories = z.object({ TrackingCategories: z.array(category) });

export const items = z.object({
  Items: z.array(z.object({ IsTrackedAsInventory: z.boolean().nullish(), InventoryAssetAccountCode: text })),
});

/** The codes of the accounts that tracked stock is kept on; null where Xero would not say. */
export type StockCodes = Set<string> | null;

export function stockCodesOf({ Items }: z.output<typeof items>): Set<string> {
  const tracked = Items.filter(({ IsTrackedAsInventory }) => IsTrackedAsInventory === true);
  return new Set(tracked.map(({ InventoryAssetAccountCode }) => InventoryAssetAccountCode));
}

export function fromOrganisation(
  held: z.output<typeof organisation>,
  tenantId: string,
  stock: StockCodes,
): BookOrganisation {
  const locks = [held.PeriodLockDate, held.EndOfYearLockDate].map(dayOfMoment).filter((day) => day !== null);
  return {
    remoteId: tenantId,
    name: held.Name,
    currency: held.BaseCurrency,
    timeZone: zones[held.Timezone] ?? null,
    country: held.CountryCode || null,
    // Advisers may pass the first of the two; nobody asks whether the person who connected is one.
    lockDate: locks.sort().at(-1) ?? null,
    tracksStock: stock === null ? null : stock.size > 0,
  };
}

export function fromAccount(held: z.output<typeof account>, stock: StockCodes): BookAccount {
  const isReserved =
    (held.SystemAccount !== "" && !OPEN_SYSTEM_ACCOUNTS.has(held.SystemAccount)) ||
    held.Type === "BANK" ||
    (stock?.has(held.Code) ?? false);
  return {
    id: held.AccountID,
    code: held.Code,
    name: held.Name,
    kind: kinds[held.Type] ?? "other",
    currency: held.CurrencyCode || null,
    isActive: held.Status === "ACTIVE",
    isPostable: !isReserved && held.Code !== "",
  };
}

export function fromTrackingCategory(held: z.output<typeof category>): BookDimension {
  const isActive = held.Status !== "ARCHIVED" && held.Status !== "DELETED";
  return {
    id: held.TrackingCategoryID,
    name: held.Name,
    options: (held.Options ?? []).map((one) => ({
      id: one.TrackingOptionID,
      name: one.Name,
      isActive: isActive && one.Status === "ACTIVE",
    })),
  };
}

/** "/Date(1553126400000+0000)/": an instant, and the offset of the zone it was written in. */
const MOMENT = /^\/Date\((-?\d+)(?:([+-])(\d{2})(\d{2}))?\)\/$/;

export function momentOf(written: string): Date | null {
  const [, ms] = MOMENT.exec(written) ?? [];
  const date = new Date(ms === undefined ? written : Number(ms));
  return Number.isNaN(date.getTime()) ? null : date;
}

export function dayOfMoment(written: string): Day | null {
  if (isDay(written.slice(0, 10))) return written.slice(0, 10);
  const moment = momentOf(written);
  const [, , sign = "+", hours = "0", minutes = "0"] = MOMENT.exec(written) ?? [];
  const offsetMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  return moment && dayOfDate(new Date(moment.getTime() + offsetMinutes * 60_000));
}

/** Tax control accounts are Xero's own as well, and journals of tax are what they are for. */
const OPEN_SYSTEM_ACCOUNTS = new Set(["GST", "GSTONIMPORTS"]);

const kinds: Record<string, AccountKind> = {
  INVENTORY: "inventory",
  CURRENT: "current-asset",
  PREPAYMENT: "current-asset",
  DIRECTCOSTS: "cost-of-sales",
  EXPENSE: "expense",
  OVERHEADS: "expense",
  DEPRECIATN: "expense",
  REVENUE: "income",
  SALES: "income",
  OTHERINCOME: "income",
  CURRLIAB: "liability",
  LIABILITY: "liability",
  TERMLIAB: "liability",
  PAYG: "liability",
};

/** Xero writes the zone names of Windows without blanks; those where its customers are. */
const zones: Record<string, string> = {
  AUSCENTRALSTANDARDTIME: "Australia/Darwin",
  AUSEASTERNSTANDARDTIME: "Australia/Sydney",
  CENAUSTRALIASTANDARDTIME: "Australia/Adelaide",
  CENTRALEUROPEANSTANDARDTIME: "Europe/Warsaw",
  CENTRALEUROPESTANDARDTIME: "Europe/Budapest",
  CENTRALSTANDARDTIME: "America/Chicago",
  CHINASTANDARDTIME: "Asia/Shanghai",
  EASTERNSTANDARDTIME: "America/New_York",
  EAUSTRALIASTANDARDTIME: "Australia/Brisbane",
  GMTSTANDARDTIME: "Europe/London",
  HAWAIIANSTANDARDTIME: "Pacific/Honolulu",
  INDIASTANDARDTIME: "Asia/Kolkata",
  MOUNTAINSTANDARDTIME: "America/Denver",
  NEWZEALANDSTANDARDTIME: "Pacific/Auckland",
  PACIFICSTANDARDTIME: "America/Los_Angeles",
  ROMANCESTANDARDTIME: "Europe/Paris",
  SINGAPORESTANDARDTIME: "Asia/Singapore",
  SOUTHAFRICASTANDARDTIME: "Africa/Johannesburg",
  TASMANIASTANDARDTIME: "Australia/Hobart",
  TOKYOSTANDARDTIME: "Asia/Tokyo",
  UTC: "UTC",
  WAUSTRALIASTANDARDTIME: "Australia/Perth",
  WEUROPESTANDARDTIME: "Europe/Berlin",
};
