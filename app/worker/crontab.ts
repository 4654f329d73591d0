import { parseCronItems } from "graphile-worker";

/** In the quiet hours; what was missed while nothing ran is made up for within a day. */
export const crontab = parseCronItems([
  {
    task: "tidy-up",
    match: "17 3 * * *",
    identifier: "tidy-up",
    options: { backfillPeriod: 24 * 3_600_000 },
  },
]);
