import { parseCronItems } from "graphile-worker";

/** In the quiet hours; what was missed while nothing ran is made up for within a day. */
export const crontab = parseCronItems([
  {
    task: "tidy-up",
    match: "17 3 * * *",
    identifier: "tidy-up",
    options: { backfillPeriod: 24 * 3_600_000 },
  },
  // What was edited there, what is over and can be formed, and what was forgotten.
  {
    task: "look-at-books",
    match: "*/15 * * * *",
    identifier: "look-at-books",
    options: { backfillPeriod: 0 },
  },
  // Somewhere it is always eight o'clock: digests, plans, and what was forgotten.
  {
    task: "look-at-news",
    match: "2,17,32,47 * * * *",
    identifier: "look-at-news",
    options: { backfillPeriod: 0 },
  },
  {
    task: "look-at-requests",
    match: "10,25,40,55 * * * *",
    identifier: "look-at-requests",
    options: { backfillPeriod: 0 },
  },
  {
    task: "look-at-hooks",
    match: "7,22,37,52 * * * *",
    identifier: "look-at-hooks",
    options: { backfillPeriod: 0 },
  },
]);
