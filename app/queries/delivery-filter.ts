import { z } from "zod";
import { DELIVERY_STATES, DRIFTS, TROUBLES } from "#app/domain/book/delivery.ts";
import type { Result } from "#app/domain/result.ts";
import { field, parseWith } from "#app/domain/write-off/parse.ts";

const code = { error: "bad-field" };

const filter = z.object({
  state: z.enum(DELIVERY_STATES, code).optional(),
  trouble: z.enum(TROUBLES, code).optional(),
  drift: z.enum(["any", ...DRIFTS], code).optional(),
  from: field.day.optional(),
  to: field.day.optional(),
  cursor: z
    .string(code)
    .regex(/^(older|newer)-[A-Z0-9]{6,11}$/, code)
    .optional(),
});

export type DeliveryFilter = z.output<typeof filter>;

export function parseDeliveryFilter(params: URLSearchParams): Result<DeliveryFilter> {
  const given = [...params].map(([name, value]) => [name, value.trim()] as const);
  return parseWith(filter, Object.fromEntries(given.filter(([, value]) => value !== "")));
}
