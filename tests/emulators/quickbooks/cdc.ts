import type { Organisation } from "../accounting/ledger.ts";
import { accountJson, journalJson } from "./company.ts";
import { refuse } from "./reply.ts";

const LOOK_BACK_MS = 30 * 24 * 3_600_000;
const OBJECTS_MAX = 1000;

/** What changed since then, deleted things by their id alone; no more than a thousand, the oldest first. */
export function answerCdc(
  company: Organisation,
  asked: URLSearchParams,
  now: number,
): Record<string, unknown> {
  const since = Date.parse(asked.get("changedSince") ?? "");
  const entities = (asked.get("entities") ?? "").split(",").filter(Boolean);
  if (Number.isNaN(since)) refuse("2030", "Invalid Date", "Invalid changedSince");
  if (since < now - LOOK_BACK_MS)
    refuse("3030", "Invalid changedSince", "The changedSince date must lie within the last 30 days.");
  const responses = entities.map((entity) => {
    const rows = changedOf(company, entity, since).slice(0, OBJECTS_MAX);
    return rows.length === 0 ? {} : { [entity]: rows, startPosition: 1, maxResults: rows.length };
  });
  return { CDCResponse: [{ QueryResponse: responses }] };
}

function changedOf(company: Organisation, entity: string, since: number): Record<string, unknown>[] {
  // Moments are kept to the second there, so what changed within the asked second belongs to the answer.
  const isSince = ({ changedAt }: { changedAt: number }) => Math.floor(changedAt / 1000) * 1000 >= since;
  const inOrder = <T extends { changedAt: number }>(all: T[]) =>
    all.filter(isSince).sort((a, b) => a.changedAt - b.changedAt);
  if (entity === "JournalEntry")
    return inOrder(company.journals).map((journal) => journalJson(company, journal));
  if (entity === "Account") return inOrder(company.accounts).map((account) => accountJson(company, account));
  return refuse("4002", "Invalid entity", `${entity} has no change data here.`);
}
