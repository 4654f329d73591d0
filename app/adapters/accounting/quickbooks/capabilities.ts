import type { BookCapabilities } from "#app/ports/book.ts";

/** Intuit's limits hold for a company and an app, however many of our shops and processes call. */
export const capabilities: BookCapabilities = {
  kind: "quickbooks",
  name: "QuickBooks Online",
  referenceLengthMax: 21,
  memoLengthMax: 4_000,
  lineMemoLengthMax: 4_000,
  linesMax: 1_000,
  dimensionsPerLineMax: 2,
  keyLengthMax: 50,
  callEndsWithinMs: 120_000,
  pace: { callsPerMinute: 500, callsPerSecond: 10, callsPerDay: null, callsAtOnce: 10 },
  signInEnds: { idleDays: 100, hardDays: 5 * 365 },
  mayTrackStock: true,
};
