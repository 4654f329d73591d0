import { type Stream, type Streams, streamInShop } from "#app/db/feed-streams.ts";
import type { Day } from "#app/domain/dates.ts";
import type { AccountRole } from "#app/domain/journal/account-role.ts";
import type { CauseKind } from "#app/domain/journal/entry.ts";
import type { ExportedEntry, ExportedLine } from "#app/domain/journal/exported-entry.ts";
import { linesOf } from "./feed-stream.ts";
import { feedText } from "./feed-text.ts";

/**
 * The journal of some days with who and why, by accounting date and then by id, a batch at a time. Null when
 * all places for streams are taken.
 */
export async function exportedEntries(
  streams: Streams,
  shopId: string,
  days: { from: Day; to: Day },
): Promise<AsyncGenerator<Iterable<ExportedEntry>> | null> {
  const settings = { "feed.from": days.from, "feed.to": days.to };
  const stream = await streamInShop(streams, { shopId, settings, text: feedText.journal, ending: "\n" });
  return stream && entriesOf(stream);
}

async function* entriesOf(stream: Stream): AsyncGenerator<Iterable<ExportedEntry>> {
  for await (const lines of linesOf(stream)) yield oneByOne(lines);
}

/** Each is gone before the next is read: a whole batch would outlive the young generation. */
function* oneByOne(lines: string[]): Generator<ExportedEntry> {
  for (const line of lines) yield exportedEntryOf(line);
}

type ToldEntry = {
  id: string;
  cause: CauseKind;
  accountingDate: Day;
  eventDate: Day;
  createdAt: string;
  currency: string;
  document: { number: string; reversal: boolean; note: string };
  person: string | null;
  lines: ToldLine[];
};

type ToldLine = {
  side: "debit" | "credit";
  amount: string;
  account: { role: AccountRole; name: string; code: string };
  item: string;
  sku: string;
  quantity: number;
  location: string;
  reason: string;
  family: string;
  disposal: string | null;
  note: string;
};

/** One line of the feed's text, as the formats take it. */
export function exportedEntryOf(text: string): ExportedEntry {
  const told = JSON.parse(text) as ToldEntry;
  return {
    id: told.id,
    causeKind: told.cause,
    documentNumber: told.document.number,
    reversal: told.document.reversal,
    accountingDate: told.accountingDate,
    eventDate: told.eventDate,
    createdAt: new Date(told.createdAt),
    currency: told.currency,
    memo: told.document.note,
    personName: told.person ?? "",
    lines: told.lines.map(exportedLineOf),
  };
}

function exportedLineOf(line: ToldLine): ExportedLine {
  return {
    role: line.account.role,
    accountName: line.account.name,
    accountCode: line.account.code,
    side: line.side === "debit" ? "D" : "C",
    // The text has exactly the currency's places, so its digits are the minor units.
    amountMinor: BigInt(line.amount.replace(".", "")),
    itemTitle: line.item,
    sku: line.sku,
    reasonLabel: line.reason,
    family: line.family,
    locationName: line.location,
    quantity: line.quantity,
    disposal: line.disposal,
    note: line.note,
  };
}
