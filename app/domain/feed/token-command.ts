import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";
import { FEED_RESOURCES } from "./feed-request.ts";

const code = { error: "bad-field" };

const make = z.strictObject({
  /** Made by whoever wishes for the token: asking again makes no second one. */
  id: field.uuid,
  label: field
    .text(limits.feedLabelLengthMax)
    .transform((text) => text.trim())
    .pipe(z.string().min(1, code)),
  scopes: z
    .array(z.enum(FEED_RESOURCES, code), code)
    .min(1, code)
    .max(FEED_RESOURCES.length, code)
    .refine((scopes) => new Set(scopes).size === scopes.length, code),
  days: z.number(code).int(code).min(1, code).max(limits.feedTokenDaysMax, code),
});

export type MakeTokenCommand = z.output<typeof make>;

export function parseMakeTokenCommand(input: unknown): Result<MakeTokenCommand> {
  return parseWith(make, input);
}
