import { type Day, dateOfDay, dayOfDate } from "../dates.ts";

/**
 * Nothing is booked on or before the day the shop closed through; the event date stays beside it. A shop that
 * moved across the world may have closed what is still today in a document's own zone: what has left the
 * shelf must be booked all the same, so it goes to the first day that is open.
 */
export function accountingDateOf(dates: { event: Day; today: Day; closedThrough: Day | null }): Day {
  const { event, today, closedThrough } = dates;
  if (closedThrough === null || event > closedThrough) return event;
  return today > closedThrough ? today : dayAfter(closedThrough);
}

function dayAfter(day: Day): Day {
  return dayOfDate(new Date(dateOfDay(day).getTime() + 86_400_000));
}
