import { setTimeout as sleep } from "node:timers/promises";

const HALF_AN_HOUR_MS = 1_800_000;
const TEST_MS = 10_000;

/** Somewhere a day begins with every half hour: a test that it began in the middle of would be another. */
export async function awayFromMidnight(): Promise<void> {
  const leftMs = HALF_AN_HOUR_MS - (Date.now() % HALF_AN_HOUR_MS);
  if (leftMs < TEST_MS) await sleep(leftMs + 50);
}
