import type { z } from "zod";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookAccount, BookDimension, BookOrganisation } from "#app/ports/book.ts";
import type { Client } from "./client.ts";
import {
  accounts,
  fromAccount,
  fromOrganisation,
  fromTrackingCategory,
  items,
  organisations,
  type StockCodes,
  stockCodesOf,
  trackingCategories,
} from "./translate.setup.ts";

const FRESH_MS = 10 * 60_000;

type Kept<T> = { value: T; at: number };

/** What was read of one organisation; its base currency is chosen once and never changes. */
export type SetUp = {
  currency: string | null;
  accounts: Kept<BookAccount[]> | null;
  dimensions: Kept<BookDimension[]> | null;
};

export function emptySetUp(): SetUp {
  return { currency: null, accounts: null, dimensions: null };
}

/** Reads an organisation's set-up and keeps it a while: sending a journal needs codes and names, not ids. */
export function setUpOf(client: Client, tenantId: string, kept: SetUp, now: () => Date) {
  const running = new Map<string, Promise<unknown>>();
  return {
    describe,
    currency,
    accounts: accountsNow,
    dimensions,
    everything,
    listAccounts,
    listDimensions,
    forget,
  };

  /** Codes and names may be others by now: whoever sends again shall not send the same mistake. */
  function forget(): void {
    kept.accounts = null;
    kept.dimensions = null;
  }

  async function describe(): Promise<BookOrganisation> {
    const { Organisations } = await read(organisations, "Organisation");
    const [own] = Organisations;
    if (!own) throw new AdapterError("retry", "Xero tells nothing of the organisation");
    const described = fromOrganisation(own, tenantId, await stockCodes());
    kept.currency = described.currency;
    return described;
  }

  async function currency(): Promise<string> {
    if (kept.currency) return kept.currency;
    const { Organisations } = await once("organisation", () => read(organisations, "Organisation"));
    kept.currency = Organisations[0]?.BaseCurrency ?? "";
    return kept.currency;
  }

  /** A batch of journals that all need the same thing asks for it once. */
  function once<T>(what: string, work: () => Promise<T>): Promise<T> {
    const known = running.get(what) as Promise<T> | undefined;
    if (known) return known;
    const begun = work().finally(() => running.delete(what));
    running.set(what, begun);
    return begun;
  }

  /** An account nobody has seen yet may have been added since. */
  async function accountsNow(wanted: string[]): Promise<BookAccount[]> {
    const known = fresh(kept.accounts);
    const isKnown = known && wanted.every((id) => known.some((account) => account.id === id));
    return isKnown ? known : listAccounts();
  }

  async function dimensions(wanted: { dimensionId: string; optionId: string }[]): Promise<BookDimension[]> {
    const known = fresh(kept.dimensions);
    const isKnown = ({ dimensionId, optionId }: (typeof wanted)[number]) =>
      known?.some(({ id, options }) => id === dimensionId && options.some((one) => one.id === optionId));
    if (wanted.length === 0) return known ?? [];
    return known && wanted.every(isKnown) ? known : listDimensions();
  }

  async function everything(): Promise<{ accounts: BookAccount[]; dimensions: BookDimension[] }> {
    const known = fresh(kept.accounts) ?? (await listAccounts());
    return { accounts: known, dimensions: fresh(kept.dimensions) ?? (await listDimensions()) };
  }

  function listAccounts(): Promise<BookAccount[]> {
    return once("accounts", readAccounts);
  }

  function listDimensions(): Promise<BookDimension[]> {
    return once("dimensions", readDimensions);
  }

  async function readAccounts(): Promise<BookAccount[]> {
    const stock = await stockCodes();
    const { Accounts } = await read(accounts, "Accounts");
    const value = Accounts.filter(({ Status }) => Status !== "DELETED").map((one) => fromAccount(one, stock));
    kept.accounts = { value, at: now().getTime() };
    return value;
  }

  async function readDimensions(): Promise<BookDimension[]> {
    const { TrackingCategories } = await read(trackingCategories, "TrackingCategories", {
      includeArchived: "true",
    });
    const value = TrackingCategories.filter(({ Status }) => Status !== "DELETED").map(fromTrackingCategory);
    kept.dimensions = { value, at: now().getTime() };
    return value;
  }

  /** Whoever connected may not be allowed to see items; that says nothing about the rest. */
  async function stockCodes(): Promise<StockCodes> {
    try {
      return stockCodesOf(await read(items, "Items", { where: "IsTrackedAsInventory==true" }));
    } catch (error) {
      if (error instanceof AdapterError && error.kind === "refused") return null;
      throw error;
    }
  }

  async function read<T extends z.ZodType>(
    shape: T,
    path: string,
    query?: Record<string, string>,
  ): Promise<z.output<T>> {
    const answer = await client.read(path, { query });
    const parsed = shape.safeParse(answer?.body);
    if (parsed.success) return parsed.data;
    throw new AdapterError("retry", `Xero's answer about ${path} cannot be read`, { cause: parsed.error });
  }

  function fresh<T>(one: Kept<T> | null): T | null {
    return one && one.at + FRESH_MS > now().getTime() ? one.value : null;
  }
}
