import { z } from "zod";
import { limits } from "#app/domain/limits.ts";
import { FAMILIES } from "#app/domain/reason/reason.ts";
import type { Result } from "#app/domain/result.ts";
import { field, parseWith } from "#app/domain/write-off/parse.ts";

export const STATES_SHOWN = ["working", "done", "partly-done", "refused"] as const;
export const KINDS_SHOWN = ["off", "reversal", "down", "up", "found"] as const;
export const SORTS = ["number", "event", "value", "units"] as const;

const code = { error: "bad-field" };
const word = field.text(limits.searchLengthMax);
/** Whole and short, so that it fits the column it is compared with. */
const amount = field.amount.refine((text) => text.length <= 15, code);

const filter = z.object({
  q: word.optional(),
  state: z.enum(STATES_SHOWN, code).optional(),
  /** Something waits for a person: no value, refused, or nobody knows whether it happened. */
  attention: z.literal("1", code).optional(),
  kind: z.enum(KINDS_SHOWN, code).optional(),
  reason: field.slug.optional(),
  family: z.enum(FAMILIES, code).optional(),
  location: field.locationId.optional(),
  type: word.optional(),
  vendor: word.optional(),
  person: z
    .string(code)
    .regex(/^[0-9]{1,20}$/, code)
    .optional(),
  item: field.itemId.optional(),
  incident: field.uuid.optional(),
  from: field.day.optional(),
  to: field.day.optional(),
  bookedFrom: field.day.optional(),
  bookedTo: field.day.optional(),
  valueFrom: amount.optional(),
  valueTo: amount.optional(),
  sort: z.enum(SORTS, code).optional(),
  order: z.enum(["up", "down"], code).optional(),
  cursor: z
    .string(code)
    .regex(/^(older|newer)-[0-9-]{1,40}$/, code)
    .optional(),
  /** A saved view that the rest came from; it narrows nothing. */
  view: z.string(code).max(40, code).optional(),
});

export type WriteOffFilter = z.output<typeof filter>;

/** All that an address can say of the list; the admin adds words of its own. */
export const FILTER_NAMES: readonly string[] = Object.keys(filter.shape);

/** What says how the list is shown, and not what is in it. */
export const SHOWING = ["sort", "order", "cursor", "view"] as const satisfies (keyof WriteOffFilter)[];

/** The filters of an address, empty ones dropped; all that make no sense are named at once. */
export function parseWriteOffFilter(params: URLSearchParams): Result<WriteOffFilter> {
  const given = [...params].map(([name, value]) => [name, value.trim()] as const);
  return parseWith(filter, Object.fromEntries(given.filter(([, value]) => value !== "")));
}

export function isNarrowed(filter: WriteOffFilter): boolean {
  return Object.keys(filter).some((name) => !(SHOWING as readonly string[]).includes(name));
}
