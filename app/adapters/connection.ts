import { limits } from "#app/domain/limits.ts";

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

/** Whether a fetch that threw never got as far as a connection: only then surely nothing was sent. */
export function neverConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(neverConnected);
  const { syscall } = error as NodeJS.ErrnoException;
  const code = codeOf(error);
  if (code && (CONNECTION_NEVER_MADE.has(code) || syscall === "connect")) return true;
  return error.cause !== undefined && neverConnected(error.cause);
}

/** For the log. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = codeOf(error);
  const cause = error.cause instanceof Error ? `: ${wordsOf(error.cause)}` : "";
  return `${error.name}${code ? ` ${code}` : ""} ${error.message}${cause}`;
}

/**
 * What Retry-After says: seconds, also with a fraction, or a date; never so short that it would hammer or so
 * long that it would sleep. Where it says nothing, `usualMs`.
 */
export function delayOf(retryAfter: string | null, now: Date, usualMs: number = limits.busyDelayMs): number {
  const text = retryAfter?.trim() ?? "";
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : (Date.parse(text) - now.getTime()) / 1000;
  const delayMs = Number.isNaN(seconds) ? usualMs : Math.ceil(seconds * 1000);
  return Math.min(Math.max(delayMs, limits.busyDelayMs), limits.resendDelayMsMax);
}

function codeOf(error: Error): string | undefined {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === "string" ? code : undefined;
}
