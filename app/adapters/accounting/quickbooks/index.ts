import { mirrored } from "#app/domain/book/journal.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type {
  BookAccess,
  BookDimension,
  BookJournal,
  BookPort,
  BookVendor,
  RemoteChanges,
  RemoteJournal,
  SendAnswer,
} from "#app/ports/book.ts";
import { createSignIn } from "./auth.ts";
import { capabilities } from "./capabilities.ts";
import { type Client, createClient } from "./client.ts";
import { addressesOf, type QuickbooksSettings } from "./config.ts";
import { type Company, setUpAnswers, toAccount, toCompany, toOrganisation } from "./translate.setup.ts";
import {
  answers,
  CLASS,
  DEPARTMENT,
  fromChange,
  fromJournal,
  journalRow,
  toJournalEntry,
  toQuoted,
} from "./translate.ts";

export type QuickbooksParts = { settings: QuickbooksSettings; fetch?: typeof fetch; now?: () => Date };

const REFERENCES_PER_QUERY = 40;
const DAY_MS = 24 * 3_600_000;
/** Change data reaches back 30 days; a day less, so that two clocks may differ. */
const LOOK_BACK_MS = 29 * DAY_MS;
/** As many changes as one answer holds: there may be more, and nobody says which. */
const CHANGES_MAX = 1_000;
/** Moments are told to the second, and a write may be seen a little after its own moment. */
const OVERLAP_MS = 10_000;
/** A company takes up a second currency once in its life; how it writes amounts may be kept for a while. */
const COMPANY_KEPT_MS = 10 * 60_000;
const COMPANIES_KEPT_MAX = 5_000;

type Kept = Map<string, { company: Company; until: number }>;

/** QuickBooks Online, by its documented addresses and nothing else. */
export function createQuickbooks({
  settings,
  fetch = globalThis.fetch,
  now = () => new Date(),
}: QuickbooksParts): BookVendor {
  const kept: Kept = new Map();
  const addresses = addressesOf(settings);
  return {
    capabilities,
    signIn: createSignIn({ settings, fetch, now }),
    open: (access) => {
      const client = createClient({ access, api: addresses.api, fetch });
      return portOf({ access, client, kept, now, web: addresses.web });
    },
  };
}

type PortParts = { access: BookAccess; client: Client; kept: Kept; now: () => Date; web: string };

function portOf({ access, client, kept, now, web }: PortParts): BookPort {
  const realm = access.organisationId;
  let asked: Promise<Company> | null = null;
  const addressOf = (id: string) =>
    `${web}/app/journal?${new URLSearchParams({ txnId: id, deeplinkcompanyid: realm })}`;

  return {
    capabilities,
    async describe() {
      return toOrganisation(realm, await companyInfo(), await preferences());
    },
    async listAccounts() {
      const select = "select * from Account where Active in (true, false)";
      return (await client.rows("Account", select, setUpAnswers.account)).map(toAccount);
    },
    listDimensions,
    findByReferences,
    send,
    reverse: (original, reversal, key) => send({ ...reversal, lines: mirrored(original.lines) }, key),
    async find(remoteId) {
      const held = await client.read(`journalentry/${encodeURIComponent(remoteId)}`, {}, answers.journal);
      return held && fromJournal(held.JournalEntry, await company(), addressOf);
    },
    changesSince,
  };

  async function preferences() {
    return known(await client.read("preferences", {}, setUpAnswers.preferences)).Preferences;
  }

  async function companyInfo() {
    return known(await client.read(`companyinfo/${realm}`, {}, setUpAnswers.company)).CompanyInfo;
  }

  /** A batch that needs it asks once: readings are what Intuit counts. */
  async function company(): Promise<Company> {
    const before = kept.get(realm);
    if (before && before.until > now().getTime()) return before.company;
    asked ??= readCompany().finally(() => {
      asked = null;
    });
    return asked;
  }

  async function readCompany(): Promise<Company> {
    const company = toCompany(await preferences(), await companyInfo());
    if (kept.size >= COMPANIES_KEPT_MAX) kept.clear();
    kept.set(realm, { company, until: now().getTime() + COMPANY_KEPT_MS });
    return company;
  }

  async function listDimensions(): Promise<BookDimension[]> {
    const { AccountingInfoPrefs: prefs } = await preferences();
    const dimensions: BookDimension[] = [];
    if (prefs?.ClassTrackingPerTxn || prefs?.ClassTrackingPerTxnLine)
      dimensions.push({ id: CLASS, name: "Class", options: await optionsOf("Class") });
    if (prefs?.TrackDepartments) {
      const name = prefs.DepartmentTerminology || "Location";
      dimensions.push({ id: DEPARTMENT, name, options: await optionsOf("Department") });
    }
    return dimensions;
  }

  async function optionsOf(entity: "Class" | "Department") {
    const select = `select * from ${entity} where Active in (true, false)`;
    const rows = await client.rows(entity, select, setUpAnswers.option);
    return rows.map(({ Id, FullyQualifiedName, Active }) => ({
      id: Id,
      name: FullyQualifiedName,
      isActive: Active,
    }));
  }

  async function findByReferences(references: string[]): Promise<RemoteJournal[]> {
    const found: RemoteJournal[] = [];
    const wanted = new Set(references);
    for (let at = 0; at < references.length; at += REFERENCES_PER_QUERY) {
      const listed = references
        .slice(at, at + REFERENCES_PER_QUERY)
        .map(toQuoted)
        .join(", ");
      const select = `select * from JournalEntry where DocNumber in (${listed})`;
      for (const held of await client.rows("JournalEntry", select, journalRow))
        found.push(fromJournal(held, await company(), addressOf));
    }
    return found.filter(({ reference }) => wanted.has(reference));
  }

  async function send(journal: BookJournal, key: string): Promise<SendAnswer> {
    const home = await companyFor();
    if ("kind" in home) return home;
    const said = toJournalEntry(journal, home);
    if (said.kind === "rejected") return said;
    const written = await client.write("journalentry", said.body, key);
    if (written.kind !== "done") return written;
    const held = answers.journal.safeParse(written.body);
    if (!held.success) return { kind: "unanswered", why: `the answer names no journal: ${written.text}` };
    return { kind: "sent", journal: fromJournal(held.data.JournalEntry, home, addressOf) };
  }

  /** What cannot be looked up beforehand keeps the journal from being sent and nothing more. */
  async function companyFor(): Promise<Company | SendAnswer> {
    try {
      return await company();
    } catch (error) {
      if (!(error instanceof AdapterError)) throw error;
      const { kind, message, delayMs } = error;
      if (kind === "refused")
        return { kind: "rejected", why: "auth", code: "PREFERENCES", vendorText: message };
      return { kind: "not-sent", why: kind === "disconnected" ? "signed-out" : "unreachable", delayMs };
    }
  }

  /**
   * Change data tells of deletions but reaches back a month and holds a thousand things; a query reaches back
   * for ever and knows nothing of what is gone. Together they tell all that can be told.
   */
  async function changesSince(asked: Date): Promise<RemoteChanges> {
    // There moments are whole seconds: what changed within this one began with it.
    const moment = new Date(Math.floor(asked.getTime() / 1000) * 1000);
    const reach = new Date(Math.max(moment.getTime(), now().getTime() - LOOK_BACK_MS));
    const question = { entities: "JournalEntry", changedSince: stampOf(reach) };
    const { CDCResponse, time } = known(await client.read("cdc", question, answers.changes));
    const told = CDCResponse.flatMap(({ QueryResponse }) =>
      QueryResponse.flatMap(({ JournalEntry }) => JournalEntry ?? []),
    );
    const until = new Date(Math.max(Date.parse(time) - OVERLAP_MS, moment.getTime()));
    const isFull = told.length >= CHANGES_MAX;
    const rest = isFull || reach > moment ? await changedRows(moment) : [];
    const home = await company();
    const held = new Map([...rest, ...told].map((one) => [one.Id, one]));
    const changes = [...held.values()].map((one) => fromChange(one, home, addressOf));
    return { changes, deletionsFrom: isFull ? until : reach, until };
  }

  function changedRows(moment: Date) {
    const since = toQuoted(stampOf(moment));
    const select = `select * from JournalEntry where MetaData.LastUpdatedTime >= ${since} orderby Id`;
    return client.rows("JournalEntry", select, journalRow);
  }
}

function stampOf(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`;
}

/** What every company has: a question about it cannot find nothing. */
function known<T>(answer: T | null): T {
  if (answer === null) throw new AdapterError("refused", "QuickBooks does not know this company");
  return answer;
}
