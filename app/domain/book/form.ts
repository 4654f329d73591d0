import type { Day } from "../dates.ts";
import { limits } from "../limits.ts";
import type { Cadence } from "./book.ts";

export type QueuedEntry = {
  entryId: string;
  documentId: string;
  accountingDate: Day;
  currency: string;
  /** Role, side, reason and place of its postings: no mapping makes more lines of a journal than these. */
  keys: string[];
};

export type FormedDelivery = { scope: Cadence; accountingDate: Day; currency: string; entryIds: string[] };

/**
 * Which entries go into one remote journal. A journal has one date, so a document's entries of two dates make
 * two. A day or a month is formed when it is over; what comes for it later makes another journal at once.
 */
export function formDeliveries(
  queued: QueuedEntry[],
  { cadence, today, linesMax }: { cadence: Cadence; today: Day; linesMax: number },
): FormedDelivery[] {
  const ready = queued.filter((entry) => isReady(entry.accountingDate, cadence, today));
  const groups = Map.groupBy(ready, (entry) => keyOf(entry, cadence));
  return [...groups.values()]
    .flatMap((entries) => parted(entries, linesMax))
    .map((entries) => ({
      scope: cadence,
      accountingDate: lastOf(entries.map((entry) => entry.accountingDate)),
      currency: entries[0]?.currency ?? "",
      entryIds: entries.map((entry) => entry.entryId),
    }))
    .toSorted((left, right) => left.accountingDate.localeCompare(right.accountingDate));
}

function isReady(day: Day, cadence: Cadence, today: Day): boolean {
  if (cadence === "document") return true;
  return cadence === "day" ? day < today : day.slice(0, 7) < today.slice(0, 7);
}

function keyOf({ documentId, accountingDate, currency }: QueuedEntry, cadence: Cadence): string {
  const unit = {
    document: [accountingDate, documentId],
    day: [accountingDate],
    month: [accountingDate.slice(0, 7)],
  };
  return JSON.stringify([currency, ...unit[cadence]]);
}

/**
 * What may become longer than the book takes is cut between entries, so that each part balances by itself.
 * Decided when it is formed, for whatever accounts and marks are chosen until it is sent.
 */
function parted(entries: QueuedEntry[], linesMax: number): QueuedEntry[][] {
  const parts: QueuedEntry[][] = [];
  let keys = new Set<string>();
  for (const entry of entries) {
    const part = parts.at(-1);
    const more = entry.keys.filter((key) => !keys.has(key)).length;
    if (part && part.length < limits.entriesPerDelivery && keys.size + more <= linesMax) {
      part.push(entry);
    } else {
      parts.push([entry]);
      keys = new Set();
    }
    for (const key of entry.keys) keys.add(key);
  }
  return parts;
}

/** A month's journal bears its last day that has an entry: surely of that month, and surely over. */
function lastOf(days: Day[]): Day {
  return days.reduce((last, day) => (day > last ? day : last), "");
}
