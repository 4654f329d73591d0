import fc from "fast-check";
import { expect, it } from "vitest";
import { dayOfDate, daysAfter } from "../dates.ts";
import { monthsUpTo, parsePeriod, piecesOf } from "./period.ts";

it("compares the running month with as many days of the one before", () => {
  expect(parsePeriod("", "2026-11-21")).toEqual({
    ...{ id: "2026-11", kind: "month", running: true, from: "2026-11-01", to: "2026-11-21" },
    before: { from: "2026-10-01", to: "2026-10-21" },
  });
});

it("takes all of a shorter month, and all of one when the other is over too", () => {
  expect(parsePeriod("", "2026-03-30").before).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  expect(parsePeriod("2026-10", "2026-11-21")).toMatchObject({
    ...{ running: false, from: "2026-10-01", to: "2026-10-31" },
    before: { from: "2026-09-01", to: "2026-09-30" },
  });
  expect(parsePeriod("", "2026-11-30")).toMatchObject({ running: false, before: { to: "2026-10-31" } });
});

it("knows years as it knows months", () => {
  expect(parsePeriod("2026", "2026-11-21")).toMatchObject({
    ...{ kind: "year", running: true, from: "2026-01-01", to: "2026-11-21" },
    before: { from: "2025-01-01", to: "2025-11-21" },
  });
  expect(parsePeriod("2024", "2026-11-21")).toMatchObject({ to: "2024-12-31", before: { to: "2023-12-31" } });
});

it("shows the running month for whatever it cannot show", () => {
  for (const text of ["2026-12", "2027", "2026-13", "1999-01", "x", "2026-1", "0000", "'; DROP"])
    expect(parsePeriod(text, "2026-11-21").id, text).toBe("2026-11");
});

const day = fc
  .date({ min: new Date("2015-01-01"), max: new Date("2035-12-31"), noInvalidDate: true })
  .map(dayOfDate);

it("falls into whole months and days that lie beside each other and leave none out", () => {
  fc.assert(
    fc.property(day, fc.nat(900), fc.nat(40), (from, length, more) => {
      const to = daysAfter(from, length);
      const { months, days } = piecesOf({ from, to }, daysAfter(to, more));
      const covered = new Set<string>();
      for (const span of days)
        for (let one = span.from; one <= span.to; one = daysAfter(one, 1)) covered.add(one);
      for (const month of months)
        for (let one = month; one.slice(0, 7) === month.slice(0, 7) && one <= to; one = daysAfter(one, 1))
          covered.add(one);
      expect(covered.size).toBe(length + 1);
      expect([...covered].every((one) => one >= from && one <= to)).toBe(true);
      expect(days.length).toBeLessThanOrEqual(2);
    }),
  );
});

it("counts months back over the turn of the year", () => {
  expect(monthsUpTo("2026-02", 4)).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
});
