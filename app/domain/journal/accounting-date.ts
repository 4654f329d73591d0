import type { Day } from "../dates.ts";

/** Nothing is booked on or before the day the shop closed through; the event date stays beside it. */
export function accountingDateOf(dates: { event: Day; today: Day; closedThrough: Day | null }): Day {
  const { event, today, closedThrough } = dates;
  return closedThrough !== null && event <= closedThrough ? today : event;
}
