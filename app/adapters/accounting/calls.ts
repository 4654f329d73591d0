import { setTimeout as sleepFor } from "node:timers/promises";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookAccess } from "#app/ports/book.ts";
import { delayOf, neverConnected, wordsOf } from "../connection.ts";

export type BookRequest = {
  method: "GET" | "POST" | "PUT";
  address: string;
  headers?: Record<string, string>;
  body?: string;
};

export type BookAnswer = { kind: "answered"; status: number; headers: Headers; text: string };

/** What became of one call. Only `unanswered` leaves open whether it had an effect. */
export type CallEnd =
  | BookAnswer
  | { kind: "not-sent"; why: "throttled" | "signed-out" | "unreachable"; delayMs: number; text: string }
  | { kind: "unanswered"; why: string };

export type BookCalls = {
  /** One call; once more only where the token alone was at fault, which nothing was executed with. */
  call(request: BookRequest): Promise<CallEnd>;
  /** A question: asked again a few times, then AdapterError. */
  ask(request: BookRequest): Promise<BookAnswer>;
};

export type CallParts = {
  access: BookAccess;
  fetch: typeof fetch;
  now?: () => Date;
  sleep?: (ms: number) => Promise<unknown>;
  /** How long this vendor wants to be left alone when it does not say. */
  throttledMs: number;
  /** An answer that means "too many calls" without saying so in its status. */
  isThrottled?: (answer: BookAnswer) => boolean;
  /** Whether a 401 is about more than this one token, so that another would fare no better. */
  isDenied?: (answer: BookAnswer) => boolean;
};

/** Statuses after which nobody knows whether the call was carried out. */
const SILENT = new Set([408, 409, 425]);

/** Every call to a book: with its token, at its turn, ended in time, and judged for what surely happened. */
export function createBookCalls(parts: CallParts): BookCalls {
  const { access } = parts;
  const now = parts.now ?? (() => new Date());
  const sleep = parts.sleep ?? sleepFor;

  async function call(request: BookRequest): Promise<CallEnd> {
    const first = await withToken(request);
    return first.kind === "not-sent" && first.why === "signed-out" && first.delayMs === 0
      ? withToken(request)
      : first;
  }

  async function withToken(request: BookRequest): Promise<CallEnd> {
    const token = await tokenOf();
    if (typeof token !== "string") return token;
    const end = await atItsTurn(request, token);
    if (end.kind !== "answered") return end;
    if (end.status === 401 && !parts.isDenied?.(end)) {
      await access.forget(token);
      return { kind: "not-sent", why: "signed-out", delayMs: 0, text: told(end) };
    }
    if (end.status === 429 || parts.isThrottled?.(end)) {
      const delayMs = delayOf(end.headers.get("retry-after"), now(), parts.throttledMs);
      await access.pace.told(delayMs);
      return { kind: "not-sent", why: "throttled", delayMs, text: told(end) };
    }
    if (end.status >= 500 || SILENT.has(end.status)) return { kind: "unanswered", why: told(end) };
    return end;
  }

  async function tokenOf(): Promise<string | CallEnd> {
    try {
      return await access.tokenOf();
    } catch (error) {
      if (!(error instanceof AdapterError)) throw error;
      const delayMs = error.delayMs || limits.busyDelayMs;
      const why = error.kind === "disconnected" ? "signed-out" : "unreachable";
      return { kind: "not-sent", why, delayMs, text: error.message };
    }
  }

  async function atItsTurn(request: BookRequest, token: string): Promise<CallEnd> {
    let leave: () => Promise<void>;
    try {
      leave = await access.pace.enter();
    } catch (error) {
      if (!(error instanceof AdapterError)) throw error;
      return { kind: "not-sent", why: "throttled", delayMs: error.delayMs, text: error.message };
    }
    const end = await send(request, token);
    // What was heard is worth more than the place: one that is not given back ends by itself.
    await leave().catch(() => undefined);
    return end;
  }

  async function send({ method, address, headers, body }: BookRequest, token: string): Promise<CallEnd> {
    try {
      const response = await parts.fetch(address, {
        method,
        headers: { accept: "application/json", ...headers, authorization: `Bearer ${token}` },
        body,
        redirect: "manual",
        signal: AbortSignal.timeout(limits.callTimeoutMs),
      });
      const { status, headers: answered } = response;
      return { kind: "answered", status, headers: answered, text: await response.text() };
    } catch (error) {
      const text = wordsOf(error);
      return neverConnected(error)
        ? { kind: "not-sent", why: "unreachable", delayMs: limits.resendDelayMs, text }
        : { kind: "unanswered", why: text };
    }
  }

  async function ask(request: BookRequest): Promise<BookAnswer> {
    for (let round = 1; ; round += 1) {
      const end = await call(request);
      if (end.kind === "answered") return end;
      const isWorthIt = end.kind === "unanswered" || end.why === "unreachable";
      if (!isWorthIt || round >= limits.askRoundsMax) throw errorOf(end);
      await sleep(limits.askDelayMs * 4 ** (round - 1) * (0.5 + Math.random()));
    }
  }

  return { call, ask };
}

/** For a reader: whatever became of a question, asking it again does no harm. */
function errorOf(end: Exclude<CallEnd, BookAnswer>): AdapterError {
  if (end.kind === "unanswered") return new AdapterError("retry", end.why, { delayMs: limits.resendDelayMs });
  if (end.why === "signed-out") return new AdapterError("disconnected", end.text);
  return new AdapterError("retry", end.text, { delayMs: end.delayMs });
}

function told({ status, text }: BookAnswer): string {
  return `HTTP ${status} ${text.slice(0, 300)}`.trim();
}
