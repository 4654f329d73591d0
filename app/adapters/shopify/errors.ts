import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";

/**
 * What became of a call, as far as anybody can say. Only `unanswered` leaves open whether it had an effect.
 */
export type CallFailure =
  /** Shopify or the budget put it off: not executed, welcome later. */
  | { kind: "busy"; why: string; delayMs: number }
  /** It never left this machine. */
  | { kind: "unreachable"; why: string }
  | { kind: "signed-out"; why: string }
  /** Turned away before it was executed: this caller may not, or this shop is closed. */
  | { kind: "denied"; why: string }
  /** Turned away before it was executed, and always will be. */
  | { kind: "malformed"; why: string; code: string }
  | { kind: "unanswered"; why: string };

const CONNECTION_NEVER_MADE = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "ENETDOWN",
  "ENETUNREACH",
  "EHOSTDOWN",
  "EHOSTUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** Errors of a request as such: by GraphQL's rules nothing of it was executed. */
const NEVER_EXECUTED = new Set([
  "BAD_REQUEST",
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "INVALID_FIELD_ARGUMENTS",
  "INVALID_VARIABLE",
  "MAX_COST_EXCEEDED",
  "MAX_INPUT_SIZE_EXCEEDED",
  "argumentLiteralsIncompatible",
  "argumentNotAccepted",
  "missingRequiredArguments",
  "missingRequiredInputObjectAttribute",
  "selectionMismatch",
  "undefinedDirective",
  "undefinedField",
  "undefinedType",
  "variableMismatch",
  "variableNotDefined",
]);

const DENIED_STATUSES = new Set([402, 403, 404, 423]);
const MALFORMED_STATUSES = new Set([400, 405, 406, 411, 413, 414, 415, 422]);
const BUSY_STATUSES = new Set([429, 430]);

/** The fetch threw. Only an error from before the connection stood proves that nothing was sent. */
export function failureOfThrow(error: unknown): CallFailure {
  const why = wordsOf(error);
  return neverConnected(error) ? { kind: "unreachable", why } : { kind: "unanswered", why };
}

/** An answer without the status of an answer; null when its body must be read. */
export function failureOfStatus(status: number, retryAfter: string | null, now: Date): CallFailure | null {
  const why = `HTTP ${status}`;
  if (status === 200) return null;
  if (status === 401) return { kind: "signed-out", why };
  if (BUSY_STATUSES.has(status)) return { kind: "busy", why, delayMs: delayOf(retryAfter, now) };
  if (DENIED_STATUSES.has(status)) return { kind: "denied", why };
  if (MALFORMED_STATUSES.has(status)) return { kind: "malformed", why, code: `HTTP_${status}` };
  return { kind: "unanswered", why };
}

export function isNeverExecuted(code: string | null): code is string {
  return code !== null && NEVER_EXECUTED.has(code);
}

/** For a reader: whatever became of a question, asking it again does no harm. */
export function errorOf(failure: CallFailure): AdapterError {
  switch (failure.kind) {
    case "busy":
      return new AdapterError("retry", failure.why, { delayMs: failure.delayMs });
    case "unreachable":
    case "unanswered":
      return new AdapterError("retry", failure.why, { delayMs: limits.resendDelayMs });
    case "signed-out":
      return new AdapterError("disconnected", failure.why);
    case "denied":
    case "malformed":
      return new AdapterError("refused", failure.why);
  }
}

export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = codeOf(error);
  const cause = error.cause instanceof Error ? `: ${wordsOf(error.cause)}` : "";
  return `${error.name}${code ? ` ${code}` : ""} ${error.message}${cause}`;
}

function neverConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(neverConnected);
  const { syscall } = error as NodeJS.ErrnoException;
  const code = codeOf(error);
  if (code && (CONNECTION_NEVER_MADE.has(code) || syscall === "connect")) return true;
  return error.cause !== undefined && neverConnected(error.cause);
}

function codeOf(error: Error): string | undefined {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === "string" ? code : undefined;
}

/**
 * Seconds, also with a fraction, or a date; never so short that it would hammer or so long that it would
 * sleep.
 */
function delayOf(retryAfter: string | null, now: Date): number {
  const text = retryAfter?.trim() ?? "";
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : (Date.parse(text) - now.getTime()) / 1000;
  const delayMs = Number.isNaN(seconds) ? limits.busyDelayMs : Math.ceil(seconds * 1000);
  return Math.min(Math.max(delayMs, limits.busyDelayMs), limits.resendDelayMsMax);
}
