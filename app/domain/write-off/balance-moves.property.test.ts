import fc from "fast-check";
import { expect, it } from "vitest";
import { reversedShare, shareOfLine } from "../journal/share.ts";
import { balanceMovesOf } from "./balance-moves.ts";
import { type DocumentKind, oppositeOf } from "./kind.ts";
import { type Balance, leftToReverse } from "./original.ts";

type Line = { id: string; kind: DocumentKind; balance: Balance };
type Pending = {
  id: string;
  kind: DocumentKind;
  reversesLineId: string;
  rootLineId: string;
  quantity: number;
};

const step = fc.record({
  which: fc.nat(),
  units: fc.nat(),
  settle: fc.constantFrom("applied", "refused", "later" as const),
});

/**
 * A little world: one write-off, people who undo it and undo the undoing, and answers that come in any order.
 * Promises are made as a submit makes them: only of what is left, on the line and at the root.
 */
function live(applied: number, steps: { which: number; units: number; settle: string }[]) {
  const root: Line = { id: "root", kind: "off", balance: { applied, reserved: 0, reversed: 0 } };
  const lines = [root];
  const waiting: Pending[] = [];
  const seen: { off: number; step: { from: number; to: number } }[] = [];
  const snapshots: Balance[][] = [];
  let off = applied;

  const move = (moves: { lineId: string; reserved: number; reversed: number }[]) => {
    for (const { lineId, reserved, reversed } of moves) {
      const line = lines.find((one) => one.id === lineId) as Line;
      line.balance.reserved += reserved;
      line.balance.reversed += reversed;
    }
  };
  const settle = (one: Pending, fate: "applied" | "refused") => {
    const from = root.balance.reversed;
    move(balanceMovesOf(one.kind, { ...one, fate }));
    if (fate === "refused") return;
    off += one.kind === "off" ? one.quantity : -one.quantity;
    lines.push({ id: one.id, kind: one.kind, balance: { applied: one.quantity, reserved: 0, reversed: 0 } });
    seen.push({ off, step: { from, to: root.balance.reversed } });
  };

  steps.forEach(({ which, units, settle: how }, index) => {
    const undone = lines[which % lines.length] as Line;
    const kind = oppositeOf(undone.kind);
    const touched = kind === "found" && undone !== root ? [undone, root] : [undone];
    const left = Math.min(...touched.map((line) => leftToReverse(line.balance)));
    if (left > 0) {
      const quantity = (units % left) + 1;
      move(touched.map((line) => ({ lineId: line.id, reserved: quantity, reversed: 0 })));
      waiting.push({ id: `line-${index}`, kind, reversesLineId: undone.id, rootLineId: "root", quantity });
    }
    if (how !== "later" && waiting.length > 0)
      settle(waiting.splice(which % waiting.length, 1)[0] as Pending, how as "applied" | "refused");
    snapshots.push(lines.map(({ balance }) => ({ ...balance })));
  });
  return { lines, waiting, seen, snapshots, settle };
}

const world = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.array(step, { maxLength: 30 }));

it("never counts fewer than no units back, nor more than left, whoever undoes what in whatever order", () => {
  fc.assert(
    fc.property(world, ([applied, steps]) => {
      for (const balance of live(applied, steps).snapshots.flat()) {
        expect(balance.reserved).toBeGreaterThanOrEqual(0);
        expect(balance.reversed).toBeGreaterThanOrEqual(0);
        expect(balance.reserved + balance.reversed).toBeLessThanOrEqual(balance.applied);
      }
    }),
  );
});

it("counts at the root exactly what is on the shelf again", () => {
  fc.assert(
    fc.property(world, ([applied, steps]) => {
      for (const { off, step } of live(applied, steps).seen) expect(applied - step.to).toBe(off);
    }),
  );
});

it("keeps no promise once everything has its answer", () => {
  fc.assert(
    fc.property(world, ([applied, steps]) => {
      const { lines, waiting, settle } = live(applied, steps);
      for (const one of waiting) settle(one, "refused");
      for (const { balance } of lines) expect(balance.reserved).toBe(0);
    }),
  );
});

it("leaves in the books the value of what is still off the shelf, rounded once", () => {
  fc.assert(
    fc.property(world, fc.bigInt({ min: 1n, max: 10n ** 12n }), ([applied, steps], value) => {
      const share = shareOfLine("shrinkage-damage", value);
      let loss = value;
      for (const { step } of live(applied, steps).seen) {
        for (const { role, side, amountMinor } of reversedShare(share, { applied, ...step }))
          if (role === "shrinkage-damage") loss += side === "D" ? amountMinor : -amountMinor;
        const back = (value * BigInt(step.to) * 2n + BigInt(applied)) / (BigInt(applied) * 2n);
        expect(loss).toBe(value - back);
      }
    }),
  );
});
