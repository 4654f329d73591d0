import { listAccounts } from "#app/db/book-charts.ts";
import { listAccountMappings, listDimensionMarks } from "#app/db/book-mappings.ts";
import type { BookRow } from "#app/db/books.ts";
import type { DeliveryRow } from "#app/db/deliveries.ts";
import {
  listEndedBodies,
  listOpenDeliveryAttempts,
  listSentBodies,
  type OpenDeliveryAttempt,
} from "#app/db/delivery-attempts.ts";
import { listPostings } from "#app/db/delivery-entries.ts";
import type { Tx } from "#app/db/in-shop-transaction.ts";
import type { DeliveredPosting } from "#app/domain/book/delivery.ts";
import { type BookJournal, type JournalBody, journalOf, mirrored } from "#app/domain/book/journal.ts";
import { type JournalFacts, type JournalPlan, planJournal } from "#app/domain/book/plan-journal.ts";
import type { AccountRole } from "#app/domain/journal/account-role.ts";
import { type JournalWords, journalWordsOf } from "#app/locales/memo-words.ts";
import type { BookCapabilities } from "#app/ports/book.ts";

/** A delivery with what was sent of it, and what would be sent now. */
export type GatheredDelivery = {
  row: DeliveryRow;
  attempt: OpenDeliveryAttempt | null;
  sent: BookJournal | null;
  /** What was sent under its number and refused. */
  earlier: BookJournal[];
  plan: JournalPlan;
};

/** A book, what it takes, and the language its journals are written in. */
export type PlannedBook = { book: BookRow; capabilities: BookCapabilities; locale: string };

export async function gatherDeliveries(
  tx: Tx,
  { book, capabilities, locale }: PlannedBook,
  rows: DeliveryRow[],
): Promise<GatheredDelivery[]> {
  const ids = rows.map((row) => row.id);
  const attempts = await listOpenDeliveryAttempts(tx, ids);
  const refused = await listRefused(tx, rows);
  const postings = await listPostings(tx, ids);
  const { plan } = await plannerOf(tx, { book, capabilities, locale }, rows);
  return rows.map((row) => {
    const attempt = attempts.get(row.id) ?? null;
    return {
      row,
      attempt,
      sent: attempt && journalOf(attempt.body),
      earlier: refused.get(row.id) ?? [],
      plan: plan(row, postings.get(row.id) ?? []),
    };
  });
}

/** What was ever sent under the numbers these have now and is over. */
export async function listRefused(
  tx: Tx,
  rows: Pick<DeliveryRow, "id" | "reference">[],
): Promise<Map<string, BookJournal[]>> {
  const ids = rows.map(({ id }) => id);
  const bodies = await listEndedBodies(tx, ids);
  return new Map(
    rows.map(({ id, reference }) => [
      id,
      (bodies.get(id) ?? []).filter((body) => body.reference === reference).map(journalOf),
    ]),
  );
}

/** On the accounts it was booked to, whatever was mapped since. */
function undoing(row: PlannedRow, original: JournalBody, words: JournalWords): JournalPlan {
  const { reference, currency, accountingDate, remoteDate } = row;
  const memo = words.testReversal;
  const lines = mirrored(journalOf(original).lines).map((line) => ({ ...line, memo }));
  return { ok: true, journal: { reference, currency, date: remoteDate ?? accountingDate, memo, lines } };
}

type PlannedRow = Pick<
  DeliveryRow,
  "reference" | "scope" | "currency" | "reversesId" | "accountingDate" | "remoteDate"
>;

export type Planner = { plan(row: PlannedRow, postings: DeliveredPosting[]): JournalPlan };

/** Everything of a book that these journals' lines depend on, read once. */
export async function plannerOf(
  tx: Tx,
  { book, capabilities, locale }: PlannedBook,
  rows: Pick<DeliveryRow, "reversesId">[],
): Promise<Planner> {
  const words = journalWordsOf(locale);
  const originals = await listSentBodies(
    tx,
    rows.flatMap(({ reversesId }) => reversesId ?? []),
  );
  const accounts = await listAccountMappings(tx, book.id);
  const chart = await listAccounts(tx, book.id);
  const marks = await listDimensionMarks(tx, book.id);
  const usable = chart.filter(({ isActive, isPostable }) => isActive && isPostable);
  const facts: Omit<JournalFacts, "reference" | "date" | "currency" | "postings"> = {
    accounts,
    postable: new Set(usable.map((account) => account.id)),
    marks,
    dimensionsPerLineMax: capabilities.dimensionsPerLineMax,
    linesMax: capabilities.linesMax,
    memoLengthMax: capabilities.memoLengthMax,
    lineMemoLengthMax: capabilities.lineMemoLengthMax,
    words,
  };
  const inWords = (posting: DeliveredPosting) => ({
    ...posting,
    reasonLabel: words.reason(posting.reasonLabel),
  });
  return {
    plan(row, postings) {
      const original = originals.get(row.reversesId ?? "");
      if (original) return undoing(row, original, words);
      const date = row.remoteDate ?? row.accountingDate;
      const { reference, currency } = row;
      return row.scope === "test"
        ? planTest({ ...facts, words }, { reference, currency, date, isReversal: row.reversesId !== null })
        : planJournal({ ...facts, reference, date, currency, postings: postings.map(inWords) });
    },
  };
}

/** The smallest amount there is, between the goods and a loss: enough to see that the book takes it. */
function planTest(
  facts: Pick<JournalFacts, "accounts" | "postable"> & { words: JournalWords },
  test: { reference: string; currency: string; date: string; isReversal: boolean },
): JournalPlan {
  const { reference, currency, date, isReversal } = test;
  const loss = [...facts.accounts.keys()].find((role) => role !== "inventory");
  const roles: AccountRole[] = ["inventory", loss ?? "loss-other"];
  const unmapped = roles.filter((role) => !facts.postable.has(facts.accounts.get(role) ?? ""));
  if (unmapped.length > 0) return { ok: false, roles: unmapped };
  const memo = isReversal ? facts.words.testReversal : facts.words.test;
  const line = { amountMinor: 1n, memo, dimensions: [] };
  const [goods = "", expense = ""] = roles.map((role) => facts.accounts.get(role));
  const lines = [
    { ...line, accountId: expense, side: "D" as const },
    { ...line, accountId: goods, side: "C" as const },
  ];
  const journal = { reference, currency, date, memo, lines: isReversal ? mirrored(lines) : lines };
  return { ok: true, journal };
}
