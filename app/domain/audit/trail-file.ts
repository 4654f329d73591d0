/** The audit trail as it leaves the house: a head, a line for each event, a foot. */
export const TRAIL_FORMAT = "lossbook-audit-trail";
export const TRAIL_VERSION = 1;

/** Of the last event, or of any other: whoever keeps it elsewhere can tell a chain that was written anew. */
export type Seal = { sequence: number; hash: string };

export type TrailHead = {
  format: typeof TRAIL_FORMAT;
  version: number;
  shop: { id: string; name: string; domain: string };
  madeAt: string;
  /** All events from the first on; otherwise a choice, in which only single events can be judged. */
  whole: boolean;
  head: Seal;
  /** Who is meant by the ids: told beside the events, and no part of what is sealed. */
  people: Record<string, string>;
};

/** An event with its place in the chain; `event` is the text that was hashed, letter by letter. */
export type TrailLine = { sequence: number; previous: string; hash: string; event: string };

export type TrailFoot = { end: { events: number; head: Seal } };

export type ReadLine =
  | { kind: "head"; head: TrailHead }
  | { kind: "event"; line: TrailLine }
  | { kind: "foot"; foot: TrailFoot }
  | { kind: "unreadable" };

/** One line of a file that anybody may have touched: what is not exactly of a kind is of none. */
export function readTrailLine(text: string): ReadLine {
  const value = parsed(text);
  if (value === null || typeof value !== "object") return { kind: "unreadable" };
  const one = value as Record<string, unknown>;
  if (one.format === TRAIL_FORMAT) return isHead(one) ? { kind: "head", head: one } : { kind: "unreadable" };
  if ("end" in one) return isFoot(one) ? { kind: "foot", foot: one } : { kind: "unreadable" };
  return isLine(one) ? { kind: "event", line: one } : { kind: "unreadable" };
}

export function parseSeal(text: string): Seal | null {
  const [, sequence = "", hash = ""] = /^\s*#?([1-9][0-9]{0,15})[\s:]+([0-9a-f]{64})\s*$/i.exec(text) ?? [];
  return sequence ? { sequence: Number(sequence), hash: hash.toLowerCase() } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isHash = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function isSeal(value: unknown): value is Seal {
  const { sequence, hash } = Object(value) as Partial<Seal>;
  return isCount(sequence) && (isHash(hash) || (sequence === 0 && hash === ""));
}

function isLine(one: Record<string, unknown>): one is TrailLine & Record<string, unknown> {
  const { sequence, previous, hash, event } = one;
  const isFirst = previous === "";
  return (
    isCount(sequence) &&
    sequence > 0 &&
    (isFirst || isHash(previous)) &&
    isHash(hash) &&
    typeof event === "string"
  );
}

function isHead(one: Record<string, unknown>): one is TrailHead & Record<string, unknown> {
  const { shop, head, whole, version, madeAt, people } = one;
  const isShop = typeof (Object(shop) as { id?: unknown }).id === "string";
  const isNamed = typeof people === "object" && people !== null;
  return (
    isShop &&
    isSeal(head) &&
    typeof whole === "boolean" &&
    version === TRAIL_VERSION &&
    typeof madeAt === "string" &&
    isNamed
  );
}

function isFoot(one: Record<string, unknown>): one is TrailFoot & Record<string, unknown> {
  const { events, head } = Object(one.end) as { events?: unknown; head?: unknown };
  return isCount(events) && isSeal(head);
}
