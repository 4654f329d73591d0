import { setTimeout as sleep } from "node:timers/promises";
import { v7 } from "uuid";
import type { Clock, Ids } from "#app/ports/clock.ts";

export const systemClock: Clock = { now: () => new Date(), sleep: (ms) => sleep(ms) };

/** Sorted by the time they were made, so that rows lie in the order they came. */
export const systemIds: Ids = { next: () => v7() };
