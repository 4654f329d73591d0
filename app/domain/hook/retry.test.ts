import { describe, expect, it } from "vitest";
import { limits } from "../limits.ts";
import { planRetry, restOf } from "./retry.ts";

const failed = { tries: 1, sinceQueuedMs: 0, askedMs: null, chance: 0.5 };

describe("a delivery that was not taken", () => {
  it("is tried again after growing delays for three days, and then parked", () => {
    let since = 0;
    const delays: number[] = [];
    for (let tries = 1; ; tries += 1) {
      const retry = planRetry({ ...failed, tries, sinceQueuedMs: since });
      if (retry.kind === "parked") break;
      delays.push(retry.delayMs);
      since += retry.delayMs;
    }
    expect(since).toBe(3 * 24 * 3_600_000);
    expect(delays.length).toBeGreaterThan(12);
    expect(delays.length).toBeLessThan(25);
    const growing = delays.slice(0, -1);
    expect(growing).toEqual([...growing].sort((a, b) => a - b));
    expect(delays[0]).toBe(10_000);
  });

  it("waits as long as its receiver asks, and is spread over some time", () => {
    expect(planRetry({ ...failed, askedMs: 60_000 })).toEqual({ kind: "again", delayMs: 60_000 });
    expect(planRetry({ ...failed, chance: 0 })).toEqual({ kind: "again", delayMs: 8_000 });
    expect(planRetry({ ...failed, chance: 1 })).toEqual({ kind: "again", delayMs: 12_000 });
    expect(planRetry({ ...failed, tries: 99 })).toEqual({ kind: "again", delayMs: 8 * 3_600_000 });
  });
});

describe("a receiver that fails again and again", () => {
  it("is left alone for longer and longer, and never for more than a quarter of an hour", () => {
    const rests = Array.from({ length: 30 }, (_, failures) => restOf(failures));
    expect(rests.slice(0, limits.hookFailuresMax)).toEqual(Array(limits.hookFailuresMax).fill(0));
    expect(rests[limits.hookFailuresMax]).toBe(15_000);
    expect(rests).toEqual([...rests].sort((a, b) => a - b));
    expect(rests.at(-1)).toBe(limits.hookRestMsMax);
  });
});
