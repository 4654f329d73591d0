import { invariant } from "./invariant.ts";

/** A calendar day of the shop, "2026-11-21". Days compare as strings and never carry a clock. */
export type Day = string;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const formats = new Map<string, Intl.DateTimeFormat>();

export function isDay(text: string): boolean {
  // The year 0 is in JavaScript's calendar and in no other.
  if (!DAY.test(text) || text.startsWith("0000")) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** The day it is in that zone at that instant. */
export function dayIn(zone: string, instant: Date): Day {
  const parts = formatOf(zone).formatToParts(instant);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  const day = `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
  invariant(isDay(day), `${zone} yields a day`);
  return day;
}

export function yearsBefore(day: Day, years: number): Day {
  const date = dateOfDay(day);
  date.setUTCFullYear(date.getUTCFullYear() - years);
  return dayOfDate(date);
}

export function daysAfter(day: Day, days: number): Day {
  return dayOfDate(new Date(dateOfDay(day).getTime() + days * 86_400_000));
}

/** How a day travels to and from a DATE column: midnight UTC, never a local time. */
export function dateOfDay(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function dayOfDate(date: Date): Day {
  return date.toISOString().slice(0, 10);
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  formats.set(zone, format);
  return format;
}

const hours = new Map<string, Intl.DateTimeFormat>();

/** The hour on the clocks of that zone at that instant, 0 to 23. */
export function hourIn(zone: string, instant: Date): number {
  const known = hours.get(zone);
  const format =
    known ?? new Intl.DateTimeFormat("en-US", { timeZone: zone, hour: "2-digit", hourCycle: "h23" });
  if (!known) hours.set(zone, format);
  return Number(format.format(instant));
}
