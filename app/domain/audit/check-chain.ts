import type { Seal, TrailFoot, TrailHead, TrailLine } from "./trail-file.ts";

export type Flaw =
  /** Its text, its hash or the hash before it was changed. */
  | { kind: "changed"; sequence: number; line: number }
  /** Between this event and the one before it something was taken out, put in or written anew. */
  | { kind: "unlinked"; sequence: number; line: number }
  | { kind: "missing"; from: number; to: number; line: number }
  /** It stands behind an event that came later, or twice. */
  | { kind: "out-of-place"; sequence: number; line: number }
  /** It speaks of another shop. */
  | { kind: "foreign"; sequence: number; line: number }
  | { kind: "unreadable"; line: number }
  /** The end is gone: the last event there is, and the last one there should be. */
  | { kind: "cut"; last: number; promised: number }
  /** The file has no end of its own: it was broken off or shortened. */
  | { kind: "no-end"; last: number }
  | { kind: "miscounted"; events: number; promised: number }
  /** Head or foot of the file name another last hash than the one that is there. */
  | { kind: "other-head"; sequence: number }
  /** A seal that was kept elsewhere does not fit: everything up to here may have been written anew. */
  | { kind: "not-as-kept"; sequence: number };

export type Verdict = {
  events: number;
  last: Seal;
  flaws: Flaw[];
  /** Flaws that were found and are not told one by one. */
  more: number;
  /** How many of the seals that were kept elsewhere stand in this chain. */
  keptSeen: number;
};

export type ChainCheck = {
  /** The next event, with the hash somebody computed over its previous hash and its text. */
  take(line: TrailLine, computed: string, at: number): void;
  unreadable(at: number): void;
  end(foot: TrailFoot | null): Verdict;
};

type Whose = Pick<TrailHead, "shop" | "whole" | "head">;
type Gap = Extract<Flaw, { kind: "missing" }>;

const FLAWS_TOLD = 200;
const NOTHING: Seal = { sequence: 0, hash: "" };

/**
 * Walks a chain once and keeps no more of it than the last hash. After a flaw it goes on from what stands
 * there, so that each is told at its own place. `kept` are seals from elsewhere: without one, a tail that was
 * cut with head and foot amended, or a chain that was computed anew, cannot be told from a true one.
 */
export function checkChain(whose: Whose, kept: Seal[] = []): ChainCheck {
  const wanted = new Map(kept.map(({ sequence, hash }) => [sequence, hash]));
  const flaws: Flaw[] = [];
  let gaps: Gap[] = [];
  let [events, keptSeen, more] = [0, 0, 0];
  let last = NOTHING;
  const tell = (flaw: Flaw) => {
    if (flaws.length < FLAWS_TOLD) flaws.push(flaw);
    else more += 1;
  };

  return {
    take(line, computed, at) {
      const { sequence, hash } = line;
      events += 1;
      if (sequence <= last.sequence) {
        tell({ kind: "out-of-place", sequence, line: at });
        gaps = gaps.flatMap((gap) => without(gap, sequence));
      } else if (sequence === last.sequence + 1) {
        if (line.previous !== last.hash) tell({ kind: "unlinked", sequence, line: at });
      } else if (whose.whole && gaps.length < FLAWS_TOLD) {
        gaps.push({ kind: "missing", from: last.sequence + 1, to: sequence - 1, line: at });
      }
      if (computed !== hash) tell({ kind: "changed", sequence, line: at });
      if (shopOf(line.event) !== whose.shop.id) tell({ kind: "foreign", sequence, line: at });
      const known = wanted.get(sequence);
      if (known !== undefined) keptSeen += 1;
      if (known !== undefined && known !== hash) tell({ kind: "not-as-kept", sequence });
      if (sequence > last.sequence) last = { sequence, hash };
    },
    unreadable: (at) => tell({ kind: "unreadable", line: at }),
    end(foot) {
      for (const gap of gaps) tell(gap);
      if (!foot) tell({ kind: "no-end", last: last.sequence });
      if (whose.whole) endsOf(last, [whose.head, ...(foot ? [foot.end.head] : [])], kept).forEach(tell);
      const promised = foot?.end.events ?? events;
      if (flaws.length === 0 && promised !== events) tell({ kind: "miscounted", events, promised });
      return { events, last, flaws, more, keptSeen };
    },
  };
}

/** What is still missing of a gap once one of its events has turned up. */
function without(gap: Gap, sequence: number): Gap[] {
  if (sequence < gap.from || sequence > gap.to) return [gap];
  const halves = [
    { ...gap, to: sequence - 1 },
    { ...gap, from: sequence + 1 },
  ];
  return halves.filter(({ from, to }) => from <= to);
}

function endsOf(last: Seal, named: Seal[], kept: Seal[]): Flaw[] {
  const promised = Math.max(...[...named, ...kept].map(({ sequence }) => sequence));
  if (promised > last.sequence) return [{ kind: "cut", last: last.sequence, promised }];
  const isNamed = named.every(({ sequence, hash }) => sequence === last.sequence && hash === last.hash);
  return isNamed ? [] : [{ kind: "other-head", sequence: last.sequence }];
}

function shopOf(event: string): string | null {
  try {
    const { shopId } = Object(JSON.parse(event)) as { shopId?: unknown };
    return typeof shopId === "string" ? shopId : null;
  } catch {
    return null;
  }
}
