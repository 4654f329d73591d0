import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import { delayOf, neverConnected, wordsOf } from "../connection.ts";

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
      return new AdapterError("retry", failure.why, { delayMs: failure.delayMs, putOff: true });
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
