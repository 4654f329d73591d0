import type { Drift, Trouble } from "./delivery.ts";
import { type Difference, differencesOf } from "./difference.ts";
import type { BookJournal } from "./journal.ts";

/** A journal the book holds under our reference. */
export type Held = BookJournal & {
  remoteId: string;
  version: string | null;
  state: "posted" | "draft" | "voided" | "deleted";
  address: string | null;
};

export type Verdict =
  /** `meant` is what it was compared with, and is to be compared with from now on. */
  | { kind: "confirm"; held: Held; meant: BookJournal; drift: Drift | null; differences: Difference[] }
  | { kind: "reject"; trouble: Trouble; facts: Record<string, string | string[]> }
  /** Nothing is there and nothing of ours is still on its way: the same attempt, or the first one. */
  | { kind: "send" }
  | { kind: "look-again" };

/**
 * What is to become of a delivery, from what the book holds under its reference. `sent` is the body of the
 * attempt that may have had an effect, if there is one; `isQuiet`, that no call of it can still be at work;
 * `earlier`, what was sent under that reference and refused, which may stand there all the same; `bookedAs`,
 * what the book itself said that it had booked it as.
 */
export function verdictOf(seen: {
  held: Held[];
  sent: BookJournal | null;
  planned: BookJournal | null;
  isQuiet: boolean;
  earlier?: BookJournal[];
  bookedAs?: string;
}): Verdict {
  const { held, sent, planned, isQuiet, earlier = [], bookedAs } = seen;
  const known = held.filter((one) => one.state !== "deleted");
  const ours = sent ?? ownOf(known, earlier) ?? planned;
  const isOwn = (one: Held) => one.remoteId === bookedAs || (ours !== null && isLike(ours, one));
  const rankOf = (one: Held) => (isOwn(one) ? 0 : 4) + oddnessOf(one, ours);
  const [first] = known.toSorted((left, right) => rankOf(left) - rankOf(right));
  if (!first) return sent && !isQuiet ? { kind: "look-again" } : { kind: "send" };
  const taken = { trouble: "duplicate", facts: { remoteIds: known.map((one) => one.remoteId) } } as const;
  const differences = ours ? differencesOf(ours, first) : [];
  // Somebody else's bears our number. What was sent may still come to stand beside it.
  if (sent && !isOwn(first)) return isQuiet ? { kind: "reject", ...taken } : { kind: "look-again" };
  if (!ours || (!sent && (differences.length > 0 || known.length > 1 || first.state === "voided")))
    return { kind: "reject", ...taken };
  return {
    kind: "confirm",
    held: first,
    meant: ours,
    drift: driftOf(known, first, differences),
    differences,
  };
}

/** Whether it is what was sent, as it was or with something changed in it: then its words are still ours. */
export function isLike(sent: BookJournal, held: Held): boolean {
  return (sent.memo !== "" && held.memo === sent.memo) || differencesOf(sent, held).length === 0;
}

/** What was sent once that stands there as it was sent. */
export function ownOf(held: Held[], earlier: BookJournal[]): BookJournal | null {
  const stand = held.filter(({ state }) => state === "posted" || state === "draft");
  return earlier.find((body) => stand.some((one) => differencesOf(body, one).length === 0)) ?? null;
}

export function driftOf(held: Held[], first: Held, differences: Difference[]): Drift | null {
  if (held.filter((one) => one.state === "posted" || one.state === "draft").length > 1) return "doubled";
  if (first.state === "voided") return "voided";
  // A draft moves no money: somebody took back what we had posted.
  return first.state === "draft" || differences.length > 0 ? "edited" : null;
}

/** Of several, the one that is booked and says what we said. */
function oddnessOf(held: Held, ours: BookJournal | null): number {
  return (held.state === "voided" ? 2 : 0) + (ours && differencesOf(ours, held).length > 0 ? 1 : 0);
}
