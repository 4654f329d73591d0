import type { Drift } from "./delivery.ts";
import type { Difference } from "./difference.ts";

/** What differs between us and the book, or what did when somebody said that it may stay so. */
export type DriftFacts = {
  differences: Difference[];
  accepted?: Drift;
  note?: string;
  personId?: string | null;
};

/** Whether this is what was accepted, so that nobody is asked a second time about the same thing. */
export function isAccepted(
  before: DriftFacts | null,
  seen: { drift: Drift | null; differences: Difference[] },
): boolean {
  if (!before?.accepted || before.accepted !== seen.drift) return false;
  return textOf(before.differences) === textOf(seen.differences);
}

/** The same whatever the order of lines is, and of their parts. */
function textOf(differences: Difference[]): string {
  const lines = differences.map((difference) => JSON.stringify(Object.entries(difference).sort()));
  return lines.sort().join();
}
