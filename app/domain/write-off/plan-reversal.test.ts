import { describe, expect, it } from "vitest";
import { documentId, item, level, noon, original, stock } from "#tests/support/little-shop.ts";
import { planReversal } from "./plan-reversal.ts";
import type { ReversalCommand } from "./reversal-command.ts";

const world = {
  stock: stock(),
  policy: { refuseBelowZero: true, refuseBelowCommitted: true },
  closedThrough: null as string | null,
};
const undo = (parts: Partial<ReversalCommand> = {}): ReversalCommand => ({
  id: "01936f2e-7c1a-7b3d-8e4f-000000000001",
  reverses: documentId,
  cause: "mistake",
  ...parts,
});
const left = (applied: number, reversed: number, reserved = 0) => ({ applied, reserved, reversed });

function planned(...args: Parameters<typeof planReversal>) {
  const plan = planReversal(...args);
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  return plan.value;
}
function saidOf(...args: Parameters<typeof planReversal>) {
  const plan = planReversal(...args);
  return plan.ok ? [] : plan.problems.map(({ code, at }) => `${code} ${at?.join(".") ?? ""}`.trim());
}

describe("a reversal", () => {
  it("is of the opposite kind, at the frozen cost and account, and says what it undoes", () => {
    const plan = planned(undo(), original(), world, noon);
    expect(plan).toMatchObject({
      kind: "found",
      reverses: { documentId, cause: "mistake" },
      units: 3,
      valueMinor: 1000n,
      adjustments: [{ ordinal: 0, shopifyReason: "correction" }],
    });
    expect(plan.lines[0]).toMatchObject({
      before: 40,
      after: 43,
      debitRole: "shrinkage-damage",
      cost: { amount: "3.3333" },
      reverses: { lineId: "line-0", rootLineId: "line-0" },
    });
  });

  it("keeps the frozen cost and shows the title of today", () => {
    const renamed = {
      ...world,
      stock: stock({ items: [item({ title: "Cup", unitCost: { amount: "9", currency: "EUR" } })] }),
    };
    expect(planned(undo(), original(), renamed, noon).lines[0]).toMatchObject({
      title: "Cup",
      cost: { amount: "3.3333" },
    });
  });

  it("without lines takes what is left, and leaves out what was promised or given back", () => {
    const lines = [
      { balance: left(3, 1) },
      { balance: left(3, 0, 3) },
      { balance: left(3, 3) },
      { balance: null },
    ];
    const plan = planned(undo(), original(lines), world, noon);
    expect(plan.lines.map(({ quantity, reverses }) => [quantity, reverses?.lineId])).toEqual([[2, "line-0"]]);
  });

  it("of the second unit after the first moves the cumulative difference", () => {
    const one = undo({ lines: [{ position: 0, quantity: 1 }] });
    const values = [0, 1, 2].map(
      (back) => planned(one, original([{ balance: left(3, back) }]), world, noon).valueMinor,
    );
    expect(values).toEqual([333n, 334n, 333n]);
  });

  it("of a line without a value has none yet", () => {
    const root = { kind: "off" as const, valueMinor: null, balance: left(3, 0) };
    expect(planned(undo(), original([{ root, cost: null }]), world, noon)).toMatchObject({
      valueMinor: null,
    });
  });

  it("of a reversal takes the units off the shelf again, as long as they are there", () => {
    const root = { kind: "off" as const, valueMinor: 1000n, balance: left(3, 3) };
    const back = original([{ rootLineId: "root", root }], { kind: "found" });
    expect(planned(undo(), back, world, noon)).toMatchObject({ kind: "off", valueMinor: 1000n });
    expect(planned(undo(), back, world, noon).lines[0]).toMatchObject({
      before: 40,
      after: 37,
      reverses: { lineId: "line-0", rootLineId: "root" },
    });
    const empty = { ...world, stock: stock({ levels: [level({ available: 2 })] }) };
    expect(saidOf(undo(), back, empty, noon)).toEqual(["not-enough lines.0.quantity"]);
    expect(saidOf(undo(), original(), empty, noon)).toEqual([]);
  });
});

describe("a reversal of goods that were found", () => {
  it("takes them off again and counts up what is undone", () => {
    const root = { kind: "found" as const, valueMinor: 1000n, balance: left(3, 1) };
    const found = original([{ root, balance: left(3, 1) }], { kind: "found" });
    expect(planned(undo({ lines: [{ position: 0, quantity: 1 }] }), found, world, noon)).toMatchObject({
      kind: "off",
      valueMinor: 334n,
    });
  });
});

describe("what cannot be undone", () => {
  const three = original([{ balance: left(3, 0) }, { balance: left(3, 2) }, { balance: left(3, 3) }]);

  it("is said for every line at once", () => {
    const lines = [
      { position: 0, quantity: 4 },
      { position: 1, quantity: 1 },
      { position: 1, quantity: 1 },
      { position: 2, quantity: 1 },
      { position: 9, quantity: 1 },
    ];
    expect(saidOf(undo({ lines }), three, world, noon)).toEqual([
      "more-than-reversible lines.0.quantity",
      "same-line-twice lines.2",
      "nothing-to-reverse lines.3",
      "not-found lines.4",
    ]);
  });

  it("tells how many could be", () => {
    const plan = planReversal(undo({ lines: [{ position: 1, quantity: 2 }] }), three, world, noon);
    expect(plan).toMatchObject({ problems: [{ facts: { asked: 2, left: 1 } }] });
  });

  it("is a document of which all is back, or promised", () => {
    expect(saidOf(undo(), original([{ balance: left(3, 3) }]), world, noon)).toEqual(["nothing-to-reverse"]);
    expect(saidOf(undo(), original([{ balance: left(3, 1, 2) }]), world, noon)).toEqual([
      "nothing-to-reverse",
    ]);
    expect(saidOf(undo(), original([{ balance: null, fate: "working" }]), world, noon)).toEqual([
      "nothing-to-reverse",
    ]);
  });

  it("is a line whose item is gone or whose place is closed", () => {
    expect(saidOf(undo(), original(), { ...world, stock: stock({ items: [] }) }, noon)).toEqual([
      "unknown-item lines.0",
    ]);
    expect(saidOf(undo(), original(), { ...world, stock: stock({ levels: [] }) }, noon)).toEqual([
      "not-stocked-here lines.0",
    ]);
  });
});

describe("the dates of a reversal", () => {
  const dates = (
    parts: Partial<ReversalCommand>,
    closedThrough: string | null,
    bookedOn: string | null = "2026-11-12",
  ) => {
    const plan = planned(undo(parts), original([{}], { bookedOn }), { ...world, closedThrough }, noon);
    return [plan.eventDate, plan.accountingDate];
  };

  it("of a mistake are those on which the original was booked, while they are open", () => {
    expect(dates({}, null)).toEqual(["2026-11-12", "2026-11-12"]);
    expect(dates({}, null, null)).toEqual(["2026-11-10", "2026-11-10"]);
    expect(dates({}, "2026-11-12")).toEqual(["2026-11-12", "2026-11-21"]);
  });

  it("of a find are the day of finding", () => {
    expect(dates({ cause: "found" }, null)).toEqual(["2026-11-21", "2026-11-21"]);
    expect(dates({ cause: "found" }, "2026-11-12")).toEqual(["2026-11-21", "2026-11-21"]);
  });
});
