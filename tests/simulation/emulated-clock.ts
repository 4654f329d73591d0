import type { Dice } from "./dice.ts";

/** Shopify's own clock: it moves with what happens there, so that a slow machine draws no other day. */
export type EmulatedClock = { now(): number; tick(): void };

const TICK_MS_MAX = 700;

export function emulatedClock(dice: Dice): EmulatedClock {
  let now = Math.floor(Date.now() / 1000) * 1000;
  return {
    now: () => now,
    tick: () => {
      now += dice.between(0, TICK_MS_MAX);
    },
  };
}
