import { type Day, yearsBefore } from "../dates.ts";
import { limits } from "../limits.ts";
import type { Problem } from "../problem.ts";

export function checkEventDate(eventDate: Day, today: Day): Problem[] {
  const at = ["eventDate"];
  if (eventDate > today) return [{ code: "future-date", at, facts: { today } }];
  const oldest = yearsBefore(today, limits.eventDateYearsBack);
  return eventDate < oldest ? [{ code: "old-date", at, facts: { oldest } }] : [];
}
