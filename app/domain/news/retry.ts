import { limits } from "../limits.ts";

const MINUTE_MS = 60_000;
/** After the first try, the second, and so on; the last again and again until the patience is over. */
const DELAYS_MS = [1, 5, 15, 60, 180].map((minutes) => minutes * MINUTE_MS);

/** When a letter that nobody took is sent again; null when it has waited long enough to be old news. */
export function planMailRetry({ tries, sinceMadeMs }: { tries: number; sinceMadeMs: number }): number | null {
  if (sinceMadeMs >= limits.mailPatienceMs) return null;
  return DELAYS_MS[Math.min(tries, DELAYS_MS.length) - 1] ?? MINUTE_MS;
}
