import { limits } from "#app/domain/limits.ts";
import type { Fault } from "#tests/emulators/shopify/faults.ts";
import type { Switches } from "#tests/emulators/shopify/switches.ts";
import type { Dice } from "./dice.ts";

const HOUR_MS = 3_600_000;

/**
 * When goods come back to a shelf that some went from, or the other way round. A level that is again where a
 * call compared it looks as if the call had done nothing. Kept keys tell the two apart, and so does the time
 * of the level's last change; where neither does, nobody can, and goods move one way at a time.
 */
export type GoodsReturn =
  /** While others act, at the very moment of an effect too. */
  | "any-time"
  /** But everybody waits for everybody else: between a reading and its call nothing moves. */
  | "in-turns"
  /** Not before all that left has left. */
  | "in-the-evening";

/** One answer to every doubt about the real Shopify, and how rough the day is. */
export type Weather = {
  switches: Partial<Switches>;
  faultRate: number;
  deathRate: number;
  /** How often a living process stands still for longer than its lease, and wakes up believing it has it. */
  napRate: number;
  goodsReturn: GoodsReturn;
  longestWaitMs: number;
  /** Whether goods leave what is damaged or in quality control too. */
  takesSetAside: boolean;
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
    keyScope: dice.pick(["app-and-shop", "app"]),
  };
  const rough = dice.chance(0.9);
  return {
    switches,
    faultRate: rough ? dice.pick([0.1, 0.3, 0.5]) : 0,
    deathRate: rough ? dice.pick([0, 0.02, 0.08, 0.15]) : 0,
    napRate: rough ? dice.pick([0, 0.02, 0.08]) : 0,
    ...returnsUnder(switches),
    // Rolled last, so that the other days stay as they were.
    takesSetAside: takesSetAside(dice, switches),
  };
}

function takesSetAside(dice: Dice, switches: Partial<Switches>): boolean {
  switches.damagedLedger = dice.pick(["any", "any", "own"]);
  return dice.chance(0.4);
}

function returnsUnder(switches: Partial<Switches>): Pick<Weather, "goodsReturn" | "longestWaitMs"> {
  const timeTells = switches.updatedAt !== "never" && (switches.updatedAtSkewMs ?? 0) >= 0;
  switch (switches.idempotency) {
    case "honoured":
      // Past their age keys are not sent again, and then the time of the level is all there is.
      return {
        goodsReturn: "any-time",
        longestWaitMs: timeTells ? limits.resendAgeMsMax + HOUR_MS : HOUR_MS,
      };
    case "previous-attempt-failed":
      return { goodsReturn: timeTells ? "any-time" : "in-the-evening", longestWaitMs: 21 * HOUR_MS };
    default:
      return { goodsReturn: timeTells ? "in-turns" : "in-the-evening", longestWaitMs: 21 * HOUR_MS };
  }
}

export function isFair(weather: Weather): boolean {
  return weather.faultRate === 0;
}

export function faultOf(dice: Dice, operation: string, goodsReturn: GoodsReturn): Fault | null {
  const isWrite = operation === "inventoryAdjustQuantities";
  const harmless: Fault[] = [
    { kind: "delay", ms: dice.between(1, 4) },
    { kind: "drop-before" },
    { kind: "status", status: 429, retryAfterS: 0 },
    { kind: "throttled" },
    { kind: "status", status: 503, phase: "before" },
  ];
  const late: Fault = { kind: "drop-late", ms: dice.between(1, 20) };
  const grave: Fault[] = [
    { kind: "drop-after" },
    { kind: "drop-after" },
    { kind: "status", status: 502, phase: "after" },
    { kind: "broken-json" },
    { kind: "stale" },
    { kind: "user-error", code: "SERVICE_UNAVAILABLE" },
    { kind: "user-error", code: "IDEMPOTENCY_CONCURRENT_REQUEST" },
    { kind: "user-error", code: "INVALID_REASON" },
    { kind: "user-error", code: "SERVICE_UNAVAILABLE", effect: true },
    { kind: "revoke-token" },
    ...(goodsReturn === "in-turns" ? [] : [late, late, { kind: "stale", delta: -1 } as const]),
  ];
  return dice.pick(isWrite ? [...harmless, ...grave] : harmless);
}
