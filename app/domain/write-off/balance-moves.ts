import type { DocumentKind, Fate } from "./kind.ts";

type SettledReversal = {
  reversesLineId: string | null;
  rootLineId: string | null;
  quantity: number;
  fate: Fate;
};
type Move = { lineId: string; reserved: number; reversed: number };

/**
 * What a settled reversal does to the lines it goes back to. The line it undoes has its promise kept or given
 * back. The write-off at the bottom of the chain counts what is back on the shelf: up when units return, down
 * when a return is undone.
 */
export function balanceMovesOf(kind: DocumentKind, line: SettledReversal): Move[] {
  const { reversesLineId, rootLineId, quantity, fate } = line;
  if (!reversesLineId || !rootLineId || fate === "unknown" || fate === "working") return [];
  const done = fate === "applied" ? quantity : 0;
  const own: Move = { lineId: reversesLineId, reserved: -quantity, reversed: done };
  if (rootLineId === reversesLineId) return [own];
  const forward = kind === "found";
  const root = forward
    ? { lineId: rootLineId, reserved: -quantity, reversed: done }
    : { lineId: rootLineId, reserved: 0, reversed: -done };
  return [own, root];
}
