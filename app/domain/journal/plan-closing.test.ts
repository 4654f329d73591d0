import { describe, expect, it } from "vitest";
import { type ClosingFacts, planClosing, planReopening, suggestedClosing } from "./plan-closing.ts";

const facts = (parts: Partial<ClosingFacts> = {}): ClosingFacts => ({
  today: "2026-11-01",
  closedThrough: null,
  open: { working: 0, needsValue: 0, deliveries: 0 },
  ...parts,
});
const codes = (answer: ReturnType<typeof planClosing>) =>
  answer.ok ? answer.value : answer.problems.map(({ code, facts }) => [code, facts]);

describe("closing", () => {
  it("goes through yesterday at most", () => {
    expect(codes(planClosing("2026-10-31", facts()))).toBe("2026-10-31");
    for (const day of ["2026-11-01", "2026-11-02", "2027-01-01"])
      expect(codes(planClosing(day, facts()))).toEqual([["day-not-over", { yesterday: "2026-10-31" }]]);
  });

  it("never goes back: that is reopening", () => {
    const closed = facts({ closedThrough: "2026-09-30" });
    expect(codes(planClosing("2026-08-31", closed))).toEqual([["closed-already", { day: "2026-09-30" }]]);
    expect(codes(planClosing("2026-10-31", closed))).toBe("2026-10-31");
  });

  it("names everything of those days that is not finished", () => {
    const open = { working: 2, needsValue: 1, deliveries: 3 };
    expect(codes(planClosing("2026-10-31", facts({ open })))).toEqual([
      ["documents-working", { count: 2 }],
      ["lines-need-value", { count: 1 }],
      ["deliveries-open", { count: 3 }],
    ]);
  });
});

describe("reopening", () => {
  it("opens from the end of what is closed, or all of it", () => {
    expect(planReopening("2026-08-31", "2026-09-30")).toEqual({ ok: true, value: "2026-08-31" });
    expect(planReopening(null, "2026-09-30")).toEqual({ ok: true, value: null });
  });

  it.each([
    ["2026-09-30", "2026-09-30"],
    ["2026-10-01", "2026-09-30"],
    ["2026-09-30", null],
    [null, null],
  ])("has nothing to open through %s where %s is closed", (through, closedThrough) => {
    expect(planReopening(through, closedThrough)).toMatchObject({ problems: [{ code: "not-closed" }] });
  });
});

describe("the day that is suggested", () => {
  it.each([
    ["2026-11-21", null, "2026-10-31"],
    ["2026-11-21", "2026-09-30", "2026-10-31"],
    ["2026-11-21", "2026-10-31", "2026-11-20"],
    ["2026-11-01", "2026-10-30", "2026-10-31"],
    ["2026-01-15", null, "2025-12-31"],
    ["2026-11-21", "2026-11-20", null],
  ])("on %s with %s closed is %s", (today, closedThrough, day) => {
    expect(suggestedClosing(today, closedThrough)).toBe(day);
  });
});
