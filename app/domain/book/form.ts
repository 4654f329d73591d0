import type { Day } from "../dates.ts";
import { limits } from "../limits.ts";
import type { Cadence } from "./book.ts";

export type QueuedEntry = { entryId: string; documentId: string; accountingDate: Day; currency: string };

export type FormedDelivery = { scope: Cadence; accountingDate: Day; currency: string; entryIds: string[] };

/**
 * Which entries go into one remote journal. A journal has one date, so a document's entries of two dates make
 * two. A day or a month is formed when it is over; what comes for it later makes another journal at once.
 */
export function formDeliveries(
  queued: QueuedEntry[],
  { cadence, today }: { cadence: Cadence; today: Day },
): FormedDelivery[] {
  const ready = queued.filter((entry) => isReady(entry.accountingDate, cadence, today));
  const groups = Map.groupBy(ready, (entry) => keyOf(entry, cadence));
  return [...groups.values()]
    .flatMap(parted)
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

/** Very long months are cut between entries, so that each part balances by itself. */
function parted(entries: QueuedEntry[]): QueuedEntry[][] {
  const most = limits.entriesPerDelivery;
  const parts = Math.ceil(entries.length / most);
  return Array.from({ length: parts }, (_, index) => entries.slice(index * most, (index + 1) * most));
}

/** A month's journal bears its last day that has an entry: surely of that month, and surely over. */
function lastOf(days: Day[]): Day {
  return days.reduce((last, day) => (day > last ? day : last), "");
}
