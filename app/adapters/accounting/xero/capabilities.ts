import type { BookCapabilities } from "#app/ports/book.ts";

const NARRATION_MAX = 1_000;
const REFERENCE_MAX = 40;

/** Xero counts calls a tenant; how many a day depends on what the app's owner pays for. */
export function capabilitiesOf(callsPerDay: number): BookCapabilities {
  return {
    kind: "xero",
    name: "Xero",
    referenceLengthMax: REFERENCE_MAX,
    // A manual journal has no number: the reference and the memo share one narration.
    memoLengthMax: NARRATION_MAX - REFERENCE_MAX - 1,
    lineMemoLengthMax: 500,
    linesMax: 1_000,
    dimensionsPerLineMax: 2,
    keyLengthMax: 128,
    callEndsWithinMs: 3 * 60_000,
    pace: { callsPerMinute: 60, callsPerSecond: null, callsPerDay, callsAtOnce: 5 },
    signInEnds: { idleDays: 60, hardDays: null },
    mayTrackStock: true,
  };
}
