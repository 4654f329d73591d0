import { z } from "zod";
import type { Day } from "../dates.ts";
import { limits } from "../limits.ts";
import { ok, type Result, refuse } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

export const FEED_RESOURCES = ["entries", "documents"] as const;
export type FeedResource = (typeof FEED_RESOURCES)[number];

export const FEED_FORMATS = ["json", "ndjson", "csv"] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

export type FeedRequest = {
  resource: FeedResource;
  format: FeedFormat;
  from: Day | null;
  to: Day | null;
  /** A cursor, not yet opened. */
  since: string | null;
  limit: number | null;
};

const code = { error: "bad-field" };

/** Strict: a filter that is misspelt must not look like one that was heard. */
const params = z.strictObject({
  from: field.day.optional(),
  to: field.day.optional(),
  since: z.string(code).min(1, code).max(64, { error: "bad-cursor" }).optional(),
  limit: z
    .string(code)
    .regex(/^[1-9][0-9]{0,6}$/, code)
    .transform(Number)
    .pipe(z.number().max(limits.feedRowsMax, code))
    .optional(),
  format: z.enum(FEED_FORMATS, code).optional(),
});

/** Read from the end of the address, "entries" or "entries.csv", its query, and what is accepted. */
export function parseFeedRequest(asked: {
  name: string;
  params: URLSearchParams;
  accept: string;
}): Result<FeedRequest> {
  const [resource, ending, ...more] = asked.name.split(".");
  if (!isOneOf(FEED_RESOURCES, resource) || more.length > 0) return refuse({ code: "not-found" });
  if (ending !== undefined && !isOneOf(FEED_FORMATS, ending)) return refuse({ code: "not-found" });
  const given = [...asked.params];
  const twice = given.find(([name], place) => given.findIndex(([other]) => other === name) !== place);
  if (twice) return refuse({ code: "bad-field", at: [twice[0].slice(0, 64)] });
  const read = parseWith(params, Object.fromEntries(given));
  if (!read.ok) return read;
  const { from = null, to = null, since = null, limit = null, format } = read.value;
  if (from && to && from > to) return refuse({ code: "bad-date", at: ["to"] });
  if (ending && format && ending !== format) return refuse({ code: "bad-field", at: ["format"] });
  return ok({ resource, format: ending ?? format ?? preferred(asked.accept), from, to, since, limit });
}

/** The first that is named and that there is; who names none gets JSON. */
function preferred(accept: string): FeedFormat {
  for (const part of accept.toLowerCase().split(",", 20)) {
    const type = part.split(";")[0]?.trim();
    if (type === "text/csv") return "csv";
    if (type === "application/x-ndjson" || type === "application/ndjson") return "ndjson";
    if (type === "application/json") return "json";
  }
  return "json";
}

function isOneOf<T extends string>(all: readonly T[], value: string | undefined): value is T {
  return (all as readonly unknown[]).includes(value);
}
