import { type Day, daysAfter } from "../dates.ts";

/**
 * Nothing is booked on or before the day the shop closed through; the event date stays beside it. A shop that
 * moved across the world may have closed what is still today in a document's own zone: what has left the
 * shelf must be booked all the same, so it goes to the first day that is open.
 */
export function accountingDateOf(dates: { event: Day; today: Day; closedThrough: Day | null }): Day {
  const { event, today, closedThrough } = dates;
  if (closedThrough === null || event > closedThrough) return event;
  return today > closedThrough ? today : daysAfter(closedThrough, 1);
}
