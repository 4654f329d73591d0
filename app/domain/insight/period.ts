import { type Day, dateOfDay, dayOfDate, daysAfter } from "../dates.ts";

export type Span = { from: Day; to: Day };

export type Period = Span & {
  /** As an address says it: "2026-11", "2026", "2026-03..2026-05". */
  id: string;
  kind: "month" | "year" | "range";
  /** It is not over: what is compared is as many days of the one before. */
  running: boolean;
  before: Span;
};

const ID = /^([0-9]{4})(?:-(0[1-9]|1[0-2]))?$/;
const BETWEEN = "..";
const YEARS_BACK_MAX = 20;

/** The period that an address asks for; the running month where it asks for none that can be shown. */
export function parsePeriod(text: string, today: Day): Period {
  const id = readId(text, today) ?? today.slice(0, 7);
  const [start = id, end = id] = id.split(BETWEEN);
  const kind = start !== end ? "range" : id.length === 4 ? "year" : "month";
  const from = firstOf(start);
  const last = daysAfter(firstOf(next(end)), -1);
  const running = today < last;
  const to = running ? today : last;
  let earlier = previous(start);
  for (let one = start; one !== end; one = next(one)) earlier = previous(earlier);
  const sameDays = daysAfter(firstOf(earlier), daysBetween(from, to));
  const lastBefore = daysAfter(from, -1);
  const before = { from: firstOf(earlier), to: running && sameDays < lastBefore ? sameDays : lastBefore };
  return { id, kind, from, to, running, before };
}

/** From one month to another, whichever was named first; a month alone where they are the same. */
export function rangeOf(one: string, other: string): string {
  const [from = one, to = other] = [one, other].toSorted();
  return from === to ? from : `${from}${BETWEEN}${to}`;
}

/** Whole years and the months beside them: what totals of a long range are fewest of. */
export function yearsAndMonthsOf({ from, to }: Span): { years: Day[]; months: Day[] } {
  const found = { years: [] as Day[], months: [] as Day[] };
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); ) {
    const isYear = month.endsWith("-01") && `${month.slice(0, 4)}-12` <= to.slice(0, 7);
    found[isYear ? "years" : "months"].push(firstOf(month));
    month = isYear ? `${next(month.slice(0, 4))}-01` : next(month);
  }
  return found;
}

/** Months that lie whole in a span, by their first days, and the days that belong to no such month. */
export type Pieces = { months: Day[]; days: Span[] };

/** Nothing happens in the future: a month that has come as far as today is whole. */
export function piecesOf(span: Span, today: Day): Pieces {
  const pieces: Pieces = { months: [], days: [] };
  for (let from = span.from; from <= span.to; ) {
    const last = daysAfter(firstOf(next(from.slice(0, 7))), -1);
    const to = last < span.to ? last : span.to;
    const isWhole = from.endsWith("-01") && (to === last || to === today);
    if (isWhole) pieces.months.push(from);
    else pieces.days.push({ from, to });
    from = daysAfter(to, 1);
  }
  return pieces;
}

/** The months up to that one, oldest first. */
export function monthsUpTo(id: string, count: number): string[] {
  const months = [id];
  while (months.length < count) months.unshift(previous(months[0] ?? id));
  return months;
}

export function previous(id: string): string {
  return daysAfter(firstOf(id), -1).slice(0, id.length);
}

export function next(id: string): string {
  const date = dateOfDay(firstOf(id));
  if (id.length === 4) date.setUTCFullYear(date.getUTCFullYear() + 1);
  else date.setUTCMonth(date.getUTCMonth() + 1);
  return dayOfDate(date).slice(0, id.length);
}

export function firstOf(id: string): Day {
  return id.length === 4 ? `${id}-01-01` : `${id}-01`;
}

function readId(text: string, today: Day): string | null {
  const [from = "", to, ...more] = text.split(BETWEEN);
  if (more.length > 0 || ![from, to ?? from].every((id) => isWithin(id, today))) return null;
  if (to === undefined) return from;
  return from.length === 7 && to.length === 7 ? rangeOf(from, to) : null;
}

function isWithin(id: string, today: Day): boolean {
  const [, year = ""] = ID.exec(id) ?? [];
  if (year === "") return false;
  return id <= today.slice(0, id.length) && Number(year) >= Number(today.slice(0, 4)) - YEARS_BACK_MAX;
}

function daysBetween(from: Day, to: Day): number {
  return Math.round((dateOfDay(to).getTime() - dateOfDay(from).getTime()) / 86_400_000);
}
