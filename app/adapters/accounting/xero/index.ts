import { AdapterError } from "#app/ports/adapter-error.ts";
import type {
  BookAccess,
  BookJournal,
  BookPort,
  BookVendor,
  RemoteChange,
  RemoteJournal,
  SendAnswer,
} from "#app/ports/book.ts";
import { createSignIn } from "./auth.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { emptySetUp, type SetUp, setUpOf } from "./client.setup.ts";
import { type Client, createClient, type Outcome } from "./client.ts";
import { addressesOf, type XeroSettings } from "./config.ts";
import { parsed, rejectionOf, speaksOfKey, wordsOfFailure } from "./errors.ts";
import {
  type AnsweredJournal,
  fromManualJournal,
  hasId,
  manualJournals,
  namesIds,
} from "./translate.held.ts";
import { type Chart, momentOf } from "./translate.setup.ts";
import { toFilters, toManualJournal } from "./translate.ts";

export type XeroParts = { settings: XeroSettings; fetch?: typeof fetch; now?: () => Date };

const PAGE_SIZE = 100;
/** What changes while Xero writes down its answer shall not fall between two of them. */
const OVERLAP_MS = 10_000;

/** Xero, by its documented endpoints and nothing else. */
export function createXero({
  settings,
  fetch = globalThis.fetch,
  now = () => new Date(),
}: XeroParts): BookVendor {
  const capabilities = capabilitiesOf(settings.callsPerDay);
  const addresses = addressesOf(settings);
  const setUps = new Map<string, SetUp>();
  return {
    capabilities,
    signIn: createSignIn({ settings, fetch, now }),
    open(access: BookAccess): BookPort {
      const kept = setUps.get(access.organisationId) ?? emptySetUp();
      setUps.set(access.organisationId, kept);
      const client = createClient({ access, api: addresses.api, fetch, now });
      const setUp = setUpOf(client, access.organisationId, kept, now);
      return { capabilities, ...portOf(client, setUp, addresses.web) };
    },
  };
}

type Setup = ReturnType<typeof setUpOf>;

function portOf(client: Client, setUp: Setup, web: string): Omit<BookPort, "capabilities"> {
  return {
    describe: setUp.describe,
    listAccounts: setUp.listAccounts,
    listDimensions: setUp.listDimensions,
    findByReferences,
    send,
    reverse: (original, reversal, key) => send({ ...reversal, lines: opposite(original) }, key),
    find,
    changesSince,
  };

  async function send(journal: BookJournal, key: string): Promise<SendAnswer> {
    const chart = await chartFor(journal);
    if ("kind" in chart) return chart;
    const said = toManualJournal(journal, chart);
    if (!said.ok) {
      const { why, code, text } = said.unsayable;
      return { kind: "rejected", why, code, vendorText: text };
    }
    const outcome = await client.write("ManualJournals", { ManualJournals: [said.value] }, key);
    const answer = outcome.kind === "answered" ? await answerOf(outcome, chart) : outcome;
    if (answer.kind === "rejected" && answer.why === "mapping") setUp.forget();
    return answer;
  }

  /** What cannot be looked up beforehand keeps the journal from being sent and nothing more. */
  async function chartFor({ lines }: BookJournal): Promise<Chart | SendAnswer> {
    try {
      return {
        currency: await setUp.currency(),
        accounts: await setUp.accounts(lines.map(({ accountId }) => accountId)),
        dimensions: await setUp.dimensions(lines.flatMap((line) => line.dimensions)),
      };
    } catch (error) {
      if (!(error instanceof AdapterError)) throw error;
      const { kind, message, delayMs } = error;
      if (kind === "refused") return { kind: "rejected", why: "auth", code: "SET_UP", vendorText: message };
      return { kind: "not-sent", why: kind === "disconnected" ? "signed-out" : "throttled", delayMs };
    }
  }

  /** A success is one only if its item says so. */
  async function answerOf(
    { status, text }: Outcome & { kind: "answered" },
    chart: Chart,
  ): Promise<SendAnswer> {
    if (status !== 200) {
      const words = wordsOfFailure(text);
      return speaksOfKey(words) ? { kind: "unanswered", why: words.join(" | ") } : rejectionOf(words);
    }
    const read = manualJournals.safeParse(parsed(text));
    const item = read.success ? read.data.ManualJournals[0] : undefined;
    if (!item) return { kind: "unanswered", why: "the answer cannot be read" };
    if (isRefused(item)) return refusal(item);
    if (hasId(item)) return { kind: "sent", journal: fromManualJournal(item, chart, web) };
    return { kind: "unanswered", why: "the answer names no journal" };
  }

  /** A refusal that names a journal all the same is believed when no such journal is there. */
  async function refusal(item: AnsweredJournal): Promise<SendAnswer> {
    const rejection = rejectionOf(item.ValidationErrors);
    if (!hasId(item)) return rejection;
    try {
      const journal = await find(item.ManualJournalID);
      return journal ? { kind: "sent", journal } : rejection;
    } catch (error) {
      if (!(error instanceof AdapterError)) throw error;
      return { kind: "unanswered", why: `${rejection.vendorText}: ${error.message}` };
    }
  }

  async function findByReferences(references: string[]): Promise<RemoteJournal[]> {
    const wanted = new Set(references);
    const found = new Map<string, RemoteJournal>();
    for (const where of toFilters(references)) {
      const { journals } = await listAll({ where });
      // Xero compares without case, and what it finds may only begin like the reference.
      for (const journal of journals) if (wanted.has(journal.reference)) found.set(journal.remoteId, journal);
    }
    return [...found.values()];
  }

  async function find(remoteId: string): Promise<RemoteJournal | null> {
    const answer = await client.read(`ManualJournals/${encodeURIComponent(remoteId)}`, {});
    const [item] = answer ? journalsIn(answer.body).ManualJournals : [];
    return item ? fromManualJournal(item, await chartToRead([item]), web) : null;
  }

  async function chartToRead(items: AnsweredJournal[]): Promise<Chart> {
    const currency = await setUp.currency();
    if (items.every(namesIds)) return { currency, accounts: [], dimensions: [] };
    return { currency, ...(await setUp.everything()) };
  }

  async function changesSince(moment: Date) {
    const { journals, at } = await listAll({}, moment);
    const changes = journals.map((journal): RemoteChange => {
      const { state, remoteId, changedAt } = journal;
      return state === "deleted"
        ? { kind: "deleted", remoteId, at: changedAt }
        : { kind: "changed", journal };
    });
    const until = new Date(Math.max(at.getTime() - OVERLAP_MS, moment.getTime()));
    return { changes, deletionsFrom: moment, until };
  }

  /**
   * All pages, in an order that edits do not change: a journal edited between two pages would otherwise
   * move, and push another one out of sight.
   */
  async function listAll(query: Record<string, string>, since?: Date) {
    const journals = new Map<string, RemoteJournal>();
    let at: Date | null = null;
    for (let page = 1; ; page += 1) {
      const paged = {
        ...query,
        order: "ManualJournalID ASC",
        page: String(page),
        pageSize: String(PAGE_SIZE),
      };
      const answer = await client.read("ManualJournals", { query: paged, since });
      const { ManualJournals: rows, DateTimeUTC } = answer ? journalsIn(answer.body) : nothing;
      at ??= momentOf(DateTimeUTC) ?? answer?.at ?? since ?? new Date(0);
      const chart = await chartToRead(rows);
      for (const row of rows) journals.set(row.ManualJournalID, fromManualJournal(row, chart, web));
      if (rows.length < PAGE_SIZE) return { journals: [...journals.values()], at };
    }
  }
}

const nothing = { ManualJournals: [], DateTimeUTC: "" };

function journalsIn(body: unknown) {
  const read = manualJournals.safeParse(body);
  if (read.success) return read.data;
  throw new AdapterError("retry", "Xero's answer about journals cannot be read", { cause: read.error });
}

function isRefused({ HasErrors, StatusAttributeString, ValidationErrors }: AnsweredJournal): boolean {
  return HasErrors === true || StatusAttributeString === "ERROR" || ValidationErrors.length > 0;
}

function opposite({ lines }: RemoteJournal): BookJournal["lines"] {
  return lines.map((line) => ({ ...line, side: line.side === "D" ? "C" : "D" }));
}
