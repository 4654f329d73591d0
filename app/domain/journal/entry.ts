import type { Day } from "../dates.ts";
import { invariant } from "../invariant.ts";
import type { Posting } from "./share.ts";

export type CauseKind = "adjustment" | "valuation";

export type EntryLine = Posting & { lineId: string };

/** One balanced, immutable entry with exactly one cause. */
export type Entry = {
  causeKind: CauseKind;
  causeId: string;
  documentId: string;
  currency: string;
  accountingDate: Day;
  eventDate: Day;
  lines: EntryLine[];
};

/** Null when every line rounds to zero: then units moved and no money did. */
export function entryOf(
  parts: Omit<Entry, "lines">,
  shares: { lineId: string; postings: Posting[] }[],
): Entry | null {
  const lines = shares.flatMap(({ lineId, postings }) => postings.map((posting) => ({ lineId, ...posting })));
  if (lines.length === 0) return null;
  invariant(differenceOf(lines) === 0n, `entry of ${parts.causeKind} ${parts.causeId} balances`);
  invariant(
    lines.every((line) => line.amountMinor > 0n),
    "amounts are positive, sides tell the direction",
  );
  return { ...parts, lines };
}

export function differenceOf(lines: Posting[]): bigint {
  return lines.reduce((sum, line) => sum + (line.side === "D" ? line.amountMinor : -line.amountMinor), 0n);
}
