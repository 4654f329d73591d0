export const SIGNAL_CODES = [
  "signal-value",
  "signal-often",
  "signal-person",
  "signal-again",
  "signal-returned",
  "signal-below",
  "signal-hours",
  "signal-small",
] as const;
export type SignalCode = (typeof SIGNAL_CODES)[number];

/** What was noticed, and the facts a sentence about it speaks of. */
export type Signal = { code: SignalCode; facts: Record<string, string | number | null> };

export function isSignal(reason: { code: string }): boolean {
  return reason.code.startsWith("signal-");
}

/** What is usual by a shop's own past. Amounts are in its money; null while there is too little past. */
export type Past = {
  /** Below this value are nineteen of twenty of the last write-offs. */
  usualMinor: bigint | null;
  /** This person's write-offs today, and on most of their days. */
  today: number;
  usualDay: number | null;
  /** This person's losses of the last weeks, and what half of the others stay below. */
  ownMinor: bigint;
  othersMinor: bigint | null;
  /** Each item of the document at its place: its write-offs of the last days, and those that were undone. */
  items: { itemId: string; locationId: string; times: number; undone: number }[];
  /** Small differences of the last weeks, by place. */
  small: { locationId: string; items: number; units: number }[];
};
