import fc from "fast-check";
import { expect, it } from "vitest";
import { dayOfDate, daysAfter } from "../dates.ts";
import { monthsUpTo, next, parsePeriod, piecesOf, rangeOf, yearsAndMonthsOf } from "./period.ts";

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

it("compares months from one to another with as many before them", () => {
  expect(parsePeriod("2026-03..2026-05", "2026-11-21")).toEqual({
    ...{ id: "2026-03..2026-05", kind: "range", running: false, from: "2026-03-01", to: "2026-05-31" },
    before: { from: "2025-12-01", to: "2026-02-28" },
  });
  expect(parsePeriod("2026-10..2026-11", "2026-11-10")).toMatchObject({
    ...{ running: true, from: "2026-10-01", to: "2026-11-10" },
    before: { from: "2026-08-01", to: "2026-09-10" },
  });
  expect(parsePeriod("2026-05..2026-03", "2026-11-21").id).toBe("2026-03..2026-05");
  expect(parsePeriod("2026-05..2026-05", "2026-11-21")).toMatchObject({ id: "2026-05", kind: "month" });
  expect(rangeOf("2026-02", "2025-12")).toBe("2025-12..2026-02");
});

it("cuts a range into whole years and the months beside them", () => {
  expect(yearsAndMonthsOf({ from: "2023-11-01", to: "2026-02-28" })).toEqual({
    years: ["2024-01-01", "2025-01-01"],
    months: ["2023-11-01", "2023-12-01", "2026-01-01", "2026-02-01"],
  });
  fc.assert(
    fc.property(fc.nat(300), fc.nat(100), (start, length) => {
      const month = (count: number) =>
        `${2010 + Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}`;
      const cut = yearsAndMonthsOf({ from: `${month(start)}-01`, to: `${month(start + length)}-28` });
      const months = cut.years.flatMap((year) => monthsUpTo(`${year.slice(0, 4)}-12`, 12));
      const all = [...months, ...cut.months.map((day) => day.slice(0, 7))].sort();
      expect(all[0]).toBe(month(start));
      expect(all.every((one, index) => index === 0 || one === next(all[index - 1] ?? ""))).toBe(true);
      expect(all.at(-1)).toBe(month(start + length));
    }),
  );
});

it("shows the running month for whatever it cannot show", () => {
  const ranges = ["2026-03..", "..2026-03", "2026..2027", "2025..2026", "2026-01..2026-12", "2026-01..x"];
  for (const text of [
    ...ranges,
    "2026-01..2026-02..2026-03",
    "2026-12",
    "2027",
    "2026-13",
    "1999-01",
    "x",
    "2026-1",
    "0000",
    "'; DROP",
  ])
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
