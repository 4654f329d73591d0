import { describe, expect, it } from "vitest";
import { isAccepted } from "./accepted.ts";
import type { Difference } from "./difference.ts";

const date: Difference = { what: "date", ours: "2026-01-01", theirs: "2026-01-02" };
const line: Difference = { what: "line", whose: "theirs", accountId: "1", side: "D", amountMinor: "5" };

describe("what was accepted", () => {
  it("is known again whatever order the database keeps its parts in", () => {
    const kept = JSON.parse(
      '[{"side":"D","what":"line","whose":"theirs","accountId":"1","amountMinor":"5"},' +
        '{"ours":"2026-01-01","what":"date","theirs":"2026-01-02"}]',
    );
    const before = { accepted: "edited" as const, differences: kept };
    expect(isAccepted(before, { drift: "edited", differences: [date, line] })).toBe(true);
  });

  it("covers nothing else that happens later", () => {
    const before = { accepted: "edited" as const, differences: [date] };
    expect(isAccepted(before, { drift: "edited", differences: [date, line] })).toBe(false);
    expect(isAccepted(before, { drift: "deleted", differences: [] })).toBe(false);
    expect(isAccepted(before, { drift: null, differences: [] })).toBe(false);
  });

  it("is nothing before a person has said so", () => {
    expect(isAccepted({ differences: [date] }, { drift: "edited", differences: [date] })).toBe(false);
    expect(isAccepted(null, { drift: null, differences: [] })).toBe(false);
  });
});
