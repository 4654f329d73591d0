import { z } from "zod";
import { limits } from "#app/domain/limits.ts";
import type { Result } from "#app/domain/result.ts";
import { field, parseWith } from "#app/domain/write-off/parse.ts";

export const STATES_SHOWN = ["working", "done", "partly-done", "refused"] as const;
export const KINDS_SHOWN = ["off", "reversal"] as const;

const code = { error: "bad-field" };

const filter = z.object({
  q: field.text(limits.searchLengthMax).optional(),
  state: z.enum(STATES_SHOWN, code).optional(),
  kind: z.enum(KINDS_SHOWN, code).optional(),
  reason: field.slug.optional(),
  location: field.locationId.optional(),
  from: field.day.optional(),
  to: field.day.optional(),
  cursor: z
    .string(code)
    .regex(/^(older|newer)-[1-9][0-9]{0,8}$/, code)
    .optional(),
});

export type WriteOffFilter = z.output<typeof filter>;

/** The filters of an address, empty ones dropped; all that make no sense are named at once. */
export function parseWriteOffFilter(params: URLSearchParams): Result<WriteOffFilter> {
  const given = [...params].map(([name, value]) => [name, value.trim()] as const);
  return parseWith(filter, Object.fromEntries(given.filter(([, value]) => value !== "")));
}
