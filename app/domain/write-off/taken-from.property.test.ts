import fc from "fast-check";
import { expect, it } from "vitest";
import { command, facts, level, noon, original, stock } from "#tests/support/little-shop.ts";
import { planReversal } from "./plan-reversal.ts";
import { planWriteOff } from "./plan-write-off.ts";
import { TAKEN_FROM, type TakenFrom } from "./taken-from.ts";

const taken = fc.array(
  fc.record({
    takenFrom: fc.constantFrom(...TAKEN_FROM),
    quantity: fc.integer({ min: 1, max: 12 }),
    disposal: fc.constantFrom(undefined, "donated"),
  }),
  { minLength: 1, maxLength: 12 },
);
const there = fc.record({
  available: fc.integer({ min: 0, max: 40 }),
  damaged: fc.integer({ min: 0, max: 40 }),
  "quality-control": fc.integer({ min: 0, max: 40 }),
});

type There = Record<TakenFrom, number>;

const shelf = (units: There) =>
  stock({
    levels: [
      level({
        available: units.available,
        aside: {
          damaged: { units: units.damaged, updatedAt: noon },
          "quality-control": { units: units["quality-control"], updatedAt: noon },
        },
      }),
    ],
  });

const wish = (lines: { takenFrom: TakenFrom; quantity: number; disposal?: string }[]) =>
  command(
    lines.map(({ takenFrom, ...line }) => ({
      ...line,
      from: takenFrom === "available" ? undefined : takenFrom,
    })),
  );

it("plans each number of a level as if the others were not there", () => {
  fc.assert(
    fc.property(taken, there, (lines, units) => {
      const whole = planWriteOff(wish(lines), facts({ stock: shelf(units) }), noon);
      const parts = TAKEN_FROM.map((name) => lines.filter((line) => line.takenFrom === name))
        .filter((part) => part.length > 0)
        .map((part) => planWriteOff(wish(part), facts({ stock: shelf(units) }), noon));
      expect(whole.ok).toBe(parts.every((part) => part.ok));
      if (!whole.ok) return;
      for (const part of parts) {
        if (!part.ok) throw new Error("a part of what can go can go");
        const [first] = part.value.lines;
        const same = whole.value.lines.filter((line) => line.takenFrom === first?.takenFrom);
        const seen = (one: (typeof same)[number]) => [one.quantity, one.before, one.after];
        expect(same.map(seen)).toEqual(part.value.lines.map(seen));
      }
    }),
  );
});

it("refuses exactly what is more than stands under that number, however it is cut", () => {
  fc.assert(
    fc.property(taken, there, (lines, units) => {
      const planned = planWriteOff(wish(lines), facts({ stock: shelf(units) }), noon);
      const asked = (name: TakenFrom) =>
        lines.filter((line) => line.takenFrom === name).reduce((sum, line) => sum + line.quantity, 0);
      expect(planned.ok).toBe(TAKEN_FROM.every((name) => asked(name) <= units[name]));
    }),
  );
});

it("never puts two numbers or two reasons into one call, nor one of each into two", () => {
  fc.assert(
    fc.property(taken, (lines) => {
      const plenty = { available: 999, damaged: 999, "quality-control": 999 };
      const plan = planWriteOff(wish(lines), facts({ stock: shelf(plenty) }), noon);
      if (!plan.ok) throw new Error("there is plenty");
      const { adjustments, lines: planned } = plan.value;
      const calls = adjustments.map((one) => `${one.shopifyReason} ${one.takenFrom}`);
      expect(new Set(calls).size).toBe(calls.length);
      expect(adjustments.map(({ ordinal }) => ordinal)).toEqual(calls.map((_, place) => place));
      for (const line of planned) expect(adjustments[line.adjustment]?.takenFrom).toBe(line.takenFrom);
    }),
  );
});

it("brings everything back to where it was taken from", () => {
  fc.assert(
    fc.property(taken, there, (lines, units) => {
      const settled = original(lines.map(({ takenFrom }) => ({ takenFrom })));
      const undo = { id: settled.id, reverses: settled.id, cause: "mistake" } as const;
      const plan = planReversal(undo, settled, facts({ stock: shelf(units) }), noon);
      if (!plan.ok) throw new Error("what left comes back");
      expect(plan.value.lines.map((line) => line.takenFrom)).toEqual(lines.map((line) => line.takenFrom));
      for (const name of TAKEN_FROM) {
        const back = plan.value.lines.filter((line) => line.takenFrom === name);
        const last = back.at(-1);
        if (last) expect(last.after).toBe(units[name] + 3 * back.length);
      }
    }),
  );
});
