import { describe, expect, it } from "vitest";
import { dateOfDay, dayIn, dayOfDate, isDay, isTimeZone, yearsBefore } from "./dates.ts";

describe("a day", () => {
  it.each(["2026-11-21", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])("may be %s", (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    "2026-02-29",
    "1900-02-29",
    "2026-02-30",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "0000-01-01",
    "10000-01-01",
    "+002026-01-01",
    "-2026-01-01",
    "2026-1-1",
    "2026-11-21T00:00:00Z",
    "2026-11-21\n",
    " 2026-11-21",
    "21.11.2026",
    "２０２６-11-21",
    "",
  ])("may not be %j", (text) => expect(isDay(text)).toBe(false));
});

describe("the day it is", () => {
  it.each([
    ["Pacific/Auckland", "2026-11-21T10:59:59Z", "2026-11-21"],
    ["Pacific/Auckland", "2026-11-21T11:00:00Z", "2026-11-22"],
    ["Pacific/Tongatapu", "2026-06-30T10:59:59Z", "2026-06-30"],
    ["Pacific/Tongatapu", "2026-06-30T11:00:00Z", "2026-07-01"],
    ["Pacific/Honolulu", "2026-11-21T09:59:59Z", "2026-11-20"],
    ["Pacific/Honolulu", "2026-11-21T10:00:00Z", "2026-11-21"],
    ["Pacific/Kiritimati", "2026-12-31T10:00:00Z", "2027-01-01"],
    ["Asia/Kathmandu", "2026-11-20T18:15:00Z", "2026-11-21"],
    ["UTC", "9999-12-31T23:59:59Z", "9999-12-31"],
  ])("in %s at %s is %s", (zone, instant, day) => expect(dayIn(zone, new Date(instant))).toBe(day));

  it("changes once across the hour that spring skips and the hour that autumn repeats", () => {
    const days = (zone: string, from: string, hours: number) => {
      const start = Date.parse(from);
      return [...Array(hours).keys()].map((hour) => dayIn(zone, new Date(start + hour * 3_600_000)));
    };
    expect(new Set(days("Europe/Berlin", "2026-03-28T23:00:00Z", 23))).toEqual(new Set(["2026-03-29"]));
    expect(dayIn("Europe/Berlin", new Date("2026-03-29T22:00:00Z"))).toBe("2026-03-30");
    expect(new Set(days("Europe/Berlin", "2026-10-24T22:00:00Z", 25))).toEqual(new Set(["2026-10-25"]));
    expect(dayIn("Europe/Berlin", new Date("2026-10-25T23:00:00Z"))).toBe("2026-10-26");
  });

  it("knows the midnight that Beirut never had and the day that Samoa left out", () => {
    expect(dayIn("Asia/Beirut", new Date("2026-03-28T21:59:59Z"))).toBe("2026-03-28");
    expect(dayIn("Asia/Beirut", new Date("2026-03-28T22:00:00Z"))).toBe("2026-03-29");
    expect(dayIn("Pacific/Apia", new Date("2011-12-30T09:59:59Z"))).toBe("2011-12-29");
    expect(dayIn("Pacific/Apia", new Date("2011-12-30T10:00:00Z"))).toBe("2011-12-31");
  });

  it("past the year 9999 is a bug and not a date of five digits", () => {
    expect(() => dayIn("Pacific/Auckland", new Date("9999-12-31T23:00:00Z"))).toThrow("yields a day");
  });
});

it("counts years back to the same day, and from a leap day to the first of March", () => {
  expect(yearsBefore("2026-11-21", 2)).toBe("2024-11-21");
  expect(yearsBefore("2028-02-29", 1)).toBe("2027-03-01");
  expect(yearsBefore("2028-02-29", 4)).toBe("2024-02-29");
});

it("travels to a column and back without a local time in between", () => {
  for (const day of ["2026-03-29", "2024-02-29", "9999-12-31", "0001-01-01"]) {
    expect(dateOfDay(day).toISOString()).toBe(`${day}T00:00:00.000Z`);
    expect(dayOfDate(dateOfDay(day))).toBe(day);
  }
});

it("tells a zone from a word", () => {
  expect(isTimeZone("Pacific/Auckland")).toBe(true);
  expect(isTimeZone("Mars/Olympus")).toBe(false);
  expect(isTimeZone("")).toBe(false);
});
