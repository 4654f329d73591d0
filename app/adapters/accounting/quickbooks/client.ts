import { z } from "zod";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookAccess, SendAnswer } from "#app/ports/book.ts";
import { type BookAnswer, createBookCalls } from "../calls.ts";
import { MINOR_VERSION } from "./config.ts";
import { type Fault, faultIn, isBroken, isNotFound, isShutOut, isThrottle, rejectionOf } from "./errors.ts";

/** Intuit asks for a minute of quiet after a 429 and sends no header that says so. */
const THROTTLED_MS = 60_000;
const ROWS_PER_PAGE = 1_000;

export type Client = {
  /** AdapterError when there is no answer to be had; null when there is no such thing. */
  read<T>(path: string, query: Record<string, string>, shape: z.ZodType<T>): Promise<T | null>;
  /** All rows of one entity, page by page; `select` is a query without its pages. */
  rows<T>(entity: string, select: string, shape: z.ZodType<T>): Promise<T[]>;
  /** One POST under one key; the body as it came when the service says that it was done. */
  write(path: string, body: unknown, key: string): Promise<Written>;
};

export type Written = { kind: "done"; body: unknown; text: string } | Exclude<SendAnswer, { kind: "sent" }>;

export type ClientParts = { access: BookAccess; api: string; fetch: typeof fetch };

export function createClient({ access, api, fetch }: ClientParts): Client {
  const calls = createBookCalls({
    access,
    fetch,
    throttledMs: THROTTLED_MS,
    isThrottled: (answer) => {
      const fault = heard(answer).fault;
      return fault !== null && isThrottle(fault);
    },
  });
  const addressOf = (path: string, query: Record<string, string>) => {
    // A blank as "+" is read as one in forms; in addresses only by some.
    const asked = new URLSearchParams({ ...query, minorversion: MINOR_VERSION })
      .toString()
      .replaceAll("+", "%20");
    return `${api}/${encodeURIComponent(access.organisationId)}/${path}?${asked}`;
  };

  async function read<T>(
    path: string,
    query: Record<string, string>,
    shape: z.ZodType<T>,
  ): Promise<T | null> {
    const answer = await calls.ask({ method: "GET", address: addressOf(path, query) });
    const { body, fault, words } = heard(answer);
    if (fault && isNotFound(fault)) return null;
    if (fault || answer.status !== 200)
      throw new AdapterError(fault ? kindOf(fault) : "refused", `${path}: ${words}`);
    const parsed = shape.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new AdapterError("refused", `${path}: unexpected answer: ${parsed.error.message}`);
  }

  async function rows<T>(entity: string, select: string, shape: z.ZodType<T>): Promise<T[]> {
    const all: T[] = [];
    for (let start = 1; ; start += ROWS_PER_PAGE) {
      const query = `${select} startposition ${start} maxresults ${ROWS_PER_PAGE}`;
      const page = (await read("query", { query }, pageOf(entity, shape))) ?? [];
      all.push(...page);
      if (page.length < ROWS_PER_PAGE) return all;
    }
  }

  async function write(path: string, body: unknown, key: string): Promise<Written> {
    const end = await calls.call({
      method: "POST",
      address: addressOf(path, { requestid: key }),
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (end.kind === "not-sent") return { kind: "not-sent", why: end.why, delayMs: end.delayMs };
    return end.kind === "unanswered" ? end : written(end);
  }

  return { read, rows, write };
}

/** An answer without rows leaves out their name as well. */
function pageOf<T>(entity: string, shape: z.ZodType<T>): z.ZodType<T[]> {
  return z
    .object({ QueryResponse: z.record(z.string(), z.unknown()) })
    .transform(({ QueryResponse }) => QueryResponse[entity] ?? [])
    .pipe(z.array(shape));
}

/** A status alone is no success, and a fault inside a success is none either. */
function written(answer: BookAnswer): Written {
  const { body, fault, words } = heard(answer);
  if (fault && isBroken(fault)) return { kind: "unanswered", why: words };
  if (fault) return { ...rejectionOf(fault), vendorText: words };
  if (answer.status === 200)
    return body === null ? { kind: "unanswered", why: words } : { kind: "done", body, text: words };
  if (answer.status < 400) return { kind: "unanswered", why: words };
  const why = answer.status === 403 ? "auth" : "invalid";
  return { kind: "rejected", why, code: `HTTP_${answer.status}`, vendorText: words };
}

function heard({ status, text, headers }: BookAnswer): { body: unknown; fault: Fault | null; words: string } {
  const body = parsed(text);
  const fault = faultIn(body, text);
  // With this id Intuit's support finds the call.
  const words = `HTTP ${status} ${fault?.text ?? text.slice(0, 300)} (intuit_tid ${headers.get("intuit_tid")})`;
  return { body, fault, words };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function kindOf(fault: Fault): "disconnected" | "retry" | "refused" {
  if (isShutOut(fault)) return "disconnected";
  return isBroken(fault) ? "retry" : "refused";
}
