import { limits } from "../limits.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** After the first try, the second, and so on; the last again and again until the patience is over. */
const DELAYS_MS = [
  10 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
];

export type Retry = { kind: "again"; delayMs: number } | { kind: "parked" };

/**
 * When a delivery that was not taken is tried again. `chance` from 0 to 1 spreads what failed together; a
 * receiver that asks for more time gets it.
 */
export function planRetry(failed: {
  tries: number;
  sinceQueuedMs: number;
  askedMs: number | null;
  chance: number;
}): Retry {
  const left = limits.hookPatienceMs - failed.sinceQueuedMs;
  if (left <= 0) return { kind: "parked" };
  const usual = DELAYS_MS[Math.min(failed.tries, DELAYS_MS.length) - 1] ?? SECOND_MS;
  const delayMs = Math.max(Math.round(usual * (0.8 + 0.4 * failed.chance)), failed.askedMs ?? 0);
  // The last try is made at the very end of the patience and not somewhere before it.
  return { kind: "again", delayMs: Math.min(delayMs, left) };
}

/** How long a receiver is left alone that has failed so often in a row, whatever waits for it. */
export function restOf(failures: number): number {
  if (failures < limits.hookFailuresMax) return 0;
  const rounds = Math.min(failures - limits.hookFailuresMax, 10);
  return Math.min(15 * SECOND_MS * 2 ** rounds, limits.hookRestMsMax);
}
