import { expect, it } from "vitest";
import { accountingDateOf } from "./accounting-date.ts";

const booked = (event: string, closedThrough: string | null, today = "2026-11-21") =>
  accountingDateOf({ event, today, closedThrough });

it("books on the day it happened while that day is open", () => {
  expect(booked("2026-10-30", null)).toBe("2026-10-30");
  expect(booked("2026-11-01", "2026-10-31")).toBe("2026-11-01");
});

it("books today what happened on a closed day", () => {
  expect(booked("2026-10-31", "2026-10-31")).toBe("2026-11-21");
  expect(booked("2026-09-01", "2026-10-31")).toBe("2026-11-21");
});

it("never books on a closed day, not even when today is one", () => {
  expect(booked("2026-11-20", "2026-11-21")).toBe("2026-11-22");
  expect(booked("2026-12-31", "2026-12-31", "2026-12-30")).toBe("2027-01-01");
});
