import { describe, expect, it } from "vitest";
import { limits } from "../limits.ts";
import { parseDeliveryCommand } from "./resolution-command.ts";

const deliveryId = "0196f0a0-0000-7000-8000-000000000001";
const codesOf = (resolution: unknown) => {
  const parsed = parseDeliveryCommand({ deliveryId, resolution });
  return parsed.ok ? [] : parsed.problems.map(({ code, at }) => [code, at?.join(".")]);
};

describe("a way out of a delivery's trouble", () => {
  it.each([
    { way: "again" },
    { way: "new-number" },
    { way: "on-day", day: "2026-02-28" },
    { way: "by-hand", note: "booked with the year's corrections" },
    { way: "accept", note: "the bookkeeper was right" },
  ])("is taken as $way", (resolution) => {
    expect(parseDeliveryCommand({ deliveryId, resolution })).toEqual({
      ok: true,
      value: { deliveryId, resolution },
    });
  });

  it("is not taken without the day or the words it needs, nor with more than it knows", () => {
    expect(codesOf({ way: "on-day", day: "2026-02-30" })).toEqual([["bad-date", "resolution.day"]]);
    expect(codesOf({ way: "on-day" })).toEqual([["bad-date", "resolution.day"]]);
    expect(codesOf({ way: "accept", note: "  " })).toEqual([["cause-needed", "resolution.note"]]);
    const long = "x".repeat(limits.noteLengthMax + 1);
    expect(codesOf({ way: "by-hand", note: long })).toEqual([["text-too-long", "resolution.note"]]);
    expect(codesOf({ way: "again", day: "2026-02-28" })).toEqual([["bad-field", "resolution.day"]]);
    expect(codesOf({ way: "forget" })).toEqual([["bad-field", "resolution.way"]]);
    expect(codesOf(null)).toEqual([["bad-field", "resolution"]]);
  });
});
