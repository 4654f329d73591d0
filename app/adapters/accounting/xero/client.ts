import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookAccess, SendAnswer } from "#app/ports/book.ts";
import { type BookAnswer, type CallEnd, createBookCalls } from "../calls.ts";
import { lacksScope, parsed, wordsOfFailure } from "./errors.ts";

export type ClientParts = { access: BookAccess; api: string; fetch: typeof fetch; now(): Date };

/** What became of a call that might have changed something. */
export type Outcome =
  | { kind: "answered"; status: number; text: string }
  | Exclude<SendAnswer, { kind: "sent" }>;

export type Client = {
  /** Null: there is no such thing, or nothing of it changed. */
  read(path: string, asked: Asked): Promise<Answer | null>;
  write(path: string, body: object, key: string): Promise<Outcome>;
};

type Asked = { query?: Record<string, string>; since?: Date };
type Answer = { body: unknown; at: Date | null };

/** The limit of a minute is the one that is met. */
const THROTTLED_MS = 60_000;

/** The API's door for one organisation. */
export function createClient({ access, api, fetch, now }: ClientParts): Client {
  const calls = createBookCalls({ access, fetch, now, throttledMs: THROTTLED_MS, isDenied });
  const tenant = { "xero-tenant-id": access.organisationId };
  return { read, write };

  async function read(path: string, { query = {}, since }: Asked): Promise<Answer | null> {
    // A blank as "+" is read as one in forms; in addresses only by some.
    const asked = new URLSearchParams(query).toString().replaceAll("+", "%20");
    const address = `${api}/${path}${asked && `?${asked}`}`;
    // Xero reads whole seconds; what changed earlier in that second comes along and does no harm.
    const modified = since && { "if-modified-since": `${since.toISOString().slice(0, 19)}Z` };
    const answer = await calls.ask({ method: "GET", address, headers: { ...tenant, ...modified } });
    if (answer.status === 404 || answer.status === 304) return null;
    if (answer.status !== 200) throw errorOf(answer);
    const date = Date.parse(answer.headers.get("date") ?? "");
    return { body: parsed(answer.text), at: Number.isNaN(date) ? null : new Date(date) };
  }

  async function write(path: string, body: object, key: string): Promise<Outcome> {
    const headers = { ...tenant, "content-type": "application/json", "idempotency-key": key };
    const address = `${api}/${path}?summarizeErrors=false`;
    return outcomeOf(await calls.call({ method: "PUT", address, headers, body: JSON.stringify(body) }));
  }
}

/** The token is good and opens too little: only a new consent helps. */
function isDenied({ text }: BookAnswer): boolean {
  return lacksScope(wordsOfFailure(text));
}

/** Only what surely was not executed may be called that. */
function outcomeOf(end: CallEnd): Outcome {
  if (end.kind === "not-sent") return { kind: "not-sent", why: end.why, delayMs: end.delayMs };
  if (end.kind === "unanswered") return end;
  const { status, text } = end;
  if (status === 200 || status === 400) return { kind: "answered", status, text };
  const vendorText = wordsOfFailure(text).join(" | ");
  if (status === 401 || status === 403)
    return { kind: "rejected", why: "auth", code: `HTTP_${status}`, vendorText };
  if (status < 400) return { kind: "unanswered", why: `HTTP ${status}` };
  return { kind: "rejected", why: "invalid", code: `HTTP_${status}`, vendorText };
}

function errorOf(answer: BookAnswer): AdapterError {
  const { status, text } = answer;
  const why = `HTTP ${status} ${wordsOfFailure(text).join(" | ")}`;
  // The organisation has let go of us, or never was opened to this token.
  if (status === 403) return new AdapterError("disconnected", why);
  return new AdapterError("refused", why, { delayMs: limits.resendDelayMs });
}
