import type { Fault } from "#tests/emulators/shopify/faults.ts";
import type { Switches } from "#tests/emulators/shopify/switches.ts";
import type { Dice } from "./dice.ts";

/** One answer to every doubt about the real Shopify, and how rough the day is. */
export type Weather = {
  switches: Partial<Switches>;
  faultRate: number;
  deathRate: number;
  /**
   * Whether strangers also put goods back. Where keys protect nothing and a level's time tells nothing, goods
   * that come back to the compared quantity cannot be told from nothing having happened, by anybody.
   */
  strangersRestock: boolean;
};

export function weatherOf(dice: Dice): Weather {
  const switches: Partial<Switches> = {
    idempotency: dice.pick(["honoured", "honoured", "ignored", "forgotten-early", "previous-attempt-failed"]),
    atomicity: dice.pick(["all-or-nothing", "valid-applied"]),
    changeRows: dice.pick(["with-on-hand", "without-on-hand", "after-unknown"]),
    updatedAt: dice.pick(["exact", "exact", "any-quantity", "never"]),
    updatedAtPrecision: dice.pick(["second", "millisecond"]),
    updatedAtSkewMs: dice.pick([0, 0, 90_000, -90_000]),
    userErrors: dice.pick(["every-line", "first", "unnamed"]),
    belowZero: dice.pick(["allowed", "refused"]),
    untrackedAdjust: dice.pick(["applied", "refused", "ignored"]),
    adjustAtInactive: dice.pick(["stays-inactive", "activates", "refused"]),
    throttledShape: dice.pick(["error", "429"]),
    onlineActor: dice.pick(["staff", "app"]),
  };
  const timeTells = switches.updatedAt !== "never" && (switches.updatedAtSkewMs ?? 0) >= 0;
  return {
    switches,
    faultRate: dice.pick([0, 0.1, 0.3, 0.5]),
    deathRate: dice.pick([0, 0.02, 0.08, 0.15]),
    strangersRestock: switches.idempotency === "honoured" || timeTells,
  };
}

export function faultOf(dice: Dice, operation: string): Fault | null {
  const isWrite = operation === "inventoryAdjustQuantities";
  const harmless: Fault[] = [
    { kind: "delay", ms: dice.between(1, 4) },
    { kind: "drop-before" },
    { kind: "status", status: 429, retryAfterS: 0 },
    { kind: "throttled" },
    { kind: "status", status: 503, phase: "before" },
  ];
  const grave: Fault[] = [
    { kind: "drop-after" },
    { kind: "drop-late", ms: dice.between(1, 20) },
    { kind: "status", status: 502, phase: "after" },
    { kind: "broken-json" },
    { kind: "stale" },
    { kind: "stale", delta: -1 },
    { kind: "user-error", code: "SERVICE_UNAVAILABLE" },
    { kind: "user-error", code: "IDEMPOTENCY_CONCURRENT_REQUEST" },
    { kind: "user-error", code: "INVALID_REASON" },
    { kind: "user-error", code: "SERVICE_UNAVAILABLE", effect: true },
    { kind: "revoke-token" },
  ];
  return dice.pick(isWrite ? [...harmless, ...grave] : harmless);
}
