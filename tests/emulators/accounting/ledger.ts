import type { AccountClass, BookScenario } from "./scenario.ts";

/** What an organisation's ledger holds, whatever its vendor calls it. */
export type Organisation = {
  id: string;
  name: string;
  country: string;
  currency: string;
  timeZone: string;
  multiCurrency: boolean;
  /** Nothing is booked on or before it. */
  lockDate: string | null;
  /** A second wall, which an accountant cannot pass either; not every vendor has one. */
  hardLockDate: string | null;
  tracksStock: boolean;
  accounts: Account[];
  dimensions: Dimension[];
  journals: Journal[];
};

export type Account = {
  id: string;
  code: string;
  name: string;
  kind: AccountClass;
  active: boolean;
  currency: string | null;
  changedAt: number;
};

export type Dimension = {
  id: string;
  name: string;
  /** Whether the organisation uses it at all. */
  tracked: boolean;
  options: { id: string; name: string; active: boolean }[];
};

export type JournalState = "posted" | "draft" | "voided" | "deleted";

export type Journal = {
  id: string;
  /** The number somebody gave it; empty where the vendor knows none. */
  number: string;
  memo: string;
  date: string;
  currency: string;
  lines: JournalLine[];
  state: JournalState;
  version: number;
  createdAt: number;
  changedAt: number;
  /** The client that sent it; null: somebody typed it in. */
  app: string | null;
  /** What its vendor keeps beside. */
  more: Record<string, unknown>;
};

export type JournalLine = {
  accountId: string;
  /** Debit above zero, credit below. */
  minor: bigint;
  memo: string;
  options: { dimensionId: string; optionId: string }[];
};

export type NewJournal = Pick<
  Journal,
  "number" | "memo" | "date" | "currency" | "lines" | "state" | "app"
> & {
  more?: Record<string, unknown>;
};

export type Named = "organisation" | "account" | "dimension" | "option" | "journal";
/** How a vendor names things: numbers for the one, GUIDs for the other. */
export type IdOf = (what: Named, organisation: number, number: number) => string;

export function seedOrganisation(scenario: BookScenario, idOf: IdOf, now: number): Organisation {
  const { number: own } = scenario;
  return {
    id: idOf("organisation", own, own),
    name: scenario.name,
    country: scenario.country,
    currency: scenario.currency,
    timeZone: scenario.timeZone,
    multiCurrency: scenario.multiCurrency ?? false,
    lockDate: scenario.lockDate ?? null,
    hardLockDate: null,
    tracksStock: scenario.tracksStock ?? false,
    accounts: scenario.accounts.map((account, at) => ({
      id: idOf("account", own, at + 1),
      code: account.code,
      name: account.name,
      kind: account.kind,
      active: account.active ?? true,
      currency: account.currency ?? null,
      changedAt: now,
    })),
    dimensions: (scenario.dimensions ?? []).map((dimension, at) => ({
      id: idOf("dimension", own, at + 1),
      name: dimension.name,
      tracked: dimension.tracked ?? true,
      options: dimension.options.map((name, place) => ({
        id: idOf("option", own, (at + 1) * 100 + place),
        name,
        active: true,
      })),
    })),
    journals: [],
  };
}

export function addJournal(
  organisation: Organisation,
  id: string,
  journal: NewJournal,
  now: number,
): Journal {
  const added: Journal = { more: {}, ...journal, id, version: 0, createdAt: now, changedAt: now };
  organisation.journals.push(added);
  return added;
}

export type JournalChange = Partial<Pick<Journal, "number" | "memo" | "date" | "lines" | "state">>;

/** Whoever changes a journal, by hand or by program, leaves a new version behind. */
export function changeJournal(journal: Journal, change: JournalChange, now: number): Journal {
  Object.assign(journal, change, {
    version: journal.version + 1,
    changedAt: Math.max(now, journal.changedAt + 1),
  });
  return journal;
}

export function accountOf(organisation: Organisation, idOrCode: string): Account | undefined {
  return organisation.accounts.find(({ id, code }) => id === idOrCode || code === idOrCode);
}

/** What stands in the ledger now: everything booked and not taken back. */
export function postedJournals(organisation: Organisation): Journal[] {
  return organisation.journals.filter(({ state }) => state === "posted");
}

export function sumOf(lines: readonly JournalLine[]): bigint {
  return lines.reduce((sum, { minor }) => sum + minor, 0n);
}

/** The balance of each account in minor units, debit above zero. */
export function trialBalance(organisation: Organisation): { account: Account; minor: bigint }[] {
  const balances = new Map<string, bigint>();
  for (const { lines } of postedJournals(organisation))
    for (const { accountId, minor } of lines)
      balances.set(accountId, (balances.get(accountId) ?? 0n) + minor);
  return organisation.accounts
    .map((account) => ({ account, minor: balances.get(account.id) ?? 0n }))
    .filter(({ minor }) => minor !== 0n);
}
