import { z } from "zod";
import type { ThrottleStatus } from "#app/ports/shop-budget.ts";

export type FieldError = z.output<typeof fieldError>;

export type AdminAnswer = {
  data: Record<string, unknown> | null;
  errors: FieldError[];
  cost: { requested: number; actual: number | null; status: ThrottleStatus } | null;
};

const fieldError = z.object({
  message: z.string().catch(""),
  path: z.array(z.union([z.string(), z.number()])).nullish(),
  extensions: z.object({ code: z.string().nullish() }).nullish(),
});

const status = z.object({
  maximumAvailable: z.number().positive(),
  currentlyAvailable: z.number(),
  restoreRate: z.number().positive(),
});

const cost = z
  .object({
    requestedQueryCost: z.number().nonnegative(),
    actualQueryCost: z.number().nonnegative().nullish(),
    throttleStatus: status,
  })
  .transform(({ requestedQueryCost, actualQueryCost, throttleStatus }) => ({
    requested: requestedQueryCost,
    actual: actualQueryCost ?? null,
    status: throttleStatus,
  }));

/** Shopify also writes `errors` as one sentence. */
const errors = z.union([z.array(fieldError), z.string().transform((message): FieldError[] => [{ message }])]);

const body = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: errors.nullish(),
  extensions: z.object({ cost: cost.nullish().catch(null) }).nullish(),
});

/**
 * Null when this is no answer of a GraphQL API: a page of HTML, half a JSON text, or neither data nor errors.
 */
export function parseAnswer(text: string): AdminAnswer | null {
  const read = body.safeParse(readJson(text));
  if (!read.success) return null;
  const { data, errors, extensions } = read.data;
  if (!data && !errors?.length) return null;
  return { data: data ?? null, errors: errors ?? [], cost: extensions?.cost ?? null };
}

export function codeOf(error: FieldError): string | null {
  return error.extensions?.code ?? null;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
