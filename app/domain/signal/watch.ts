import { z } from "zod";
import type { Result } from "../result.ts";
import { parseWith } from "../write-off/parse.ts";

const code = { error: "bad-field" };
const whole = (least: number, most: number) => z.number(code).int(code).min(least, code).max(most, code);
const hour = whole(0, 23).nullable();

const watch = z.strictObject(
  {
    /** So many times what is usual is unusual. */
    times: whole(2, 20),
    /** The same item at the same place so often within `againDays`. */
    againTimes: whole(2, 50),
    /** So close below a limit, in percent of it. */
    belowPercent: whole(1, 50),
    /** Hours of the shop's clock in which somebody is expected at work; null for always. */
    opensAt: hour,
    closesAt: hour,
    /** Differences of at most so many units, on at least so many items of one location, add up. */
    smallUnits: whole(1, 20),
    smallItems: whole(3, 500),
  },
  code,
);

/** What a shop wants to have noticed; a shop that wants nothing noticed has none. */
export type Watch = z.output<typeof watch>;

export const usualWatch: Watch = {
  times: 3,
  againTimes: 3,
  belowPercent: 10,
  opensAt: null,
  closesAt: null,
  smallUnits: 3,
  smallItems: 20,
};

const command = z.strictObject({ watch: watch.nullable() }, code);
export type WatchCommand = z.output<typeof command>;

export function parseWatchCommand(input: unknown): Result<WatchCommand> {
  return parseWith(command, input);
}
