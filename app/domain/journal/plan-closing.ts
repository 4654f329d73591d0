import { type Day, daysAfter } from "../dates.ts";
import type { Problem } from "../problem.ts";
import { ok, type Result, refuse } from "../result.ts";

/** What of the days that are to be closed is not finished. */
export type OpenWork = { working: number; needsValue: number; deliveries: number };

export type ClosingFacts = { today: Day; closedThrough: Day | null; open: OpenWork };

/**
 * Closed stays closed, so nothing may be left that could still come to those days: all of it is said at once.
 */
export function planClosing(through: Day, { today, closedThrough, open }: ClosingFacts): Result<Day> {
  const problems: Problem[] = [];
  const at = ["through"];
  if (through >= today)
    problems.push({ code: "day-not-over", at, facts: { yesterday: daysAfter(today, -1) } });
  if (closedThrough !== null && through < closedThrough)
    problems.push({ code: "closed-already", at, facts: { day: closedThrough } });
  if (problems.length > 0) return refuse(...problems);
  if (open.working > 0) problems.push({ code: "documents-working", facts: { count: open.working } });
  if (open.needsValue > 0) problems.push({ code: "lines-need-value", facts: { count: open.needsValue } });
  if (open.deliveries > 0) problems.push({ code: "deliveries-open", facts: { count: open.deliveries } });
  return problems.length > 0 ? refuse(...problems) : ok(through);
}

/** Only what is closed can be opened, and only from its end. */
export function planReopening(through: Day | null, closedThrough: Day | null): Result<Day | null> {
  const reopens = closedThrough !== null && (through === null || through < closedThrough);
  return reopens ? ok(through) : refuse({ code: "not-closed", at: ["through"] });
}

/** The month before, as people close their books; else all there is; null when that is closed already. */
export function suggestedClosing(today: Day, closedThrough: Day | null): Day | null {
  const yesterday = daysAfter(today, -1);
  const monthEnd = daysAfter(`${today.slice(0, 7)}-01`, -1);
  return [monthEnd, yesterday].find((day) => closedThrough === null || day > closedThrough) ?? null;
}
