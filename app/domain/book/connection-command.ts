import { z } from "zod";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

const shape = { error: "bad-field" };

const signIn = z.strictObject({ kind: field.slug }, shape);
const choice = z.strictObject({ organisationId: field.slug }, shape);
const pause = z.strictObject({ isPaused: z.boolean(shape) }, shape);
/** For acts that need no more than the book they are done to. */
const nothing = z.strictObject({}, shape);

export function parseSignInCommand(input: unknown): Result<z.output<typeof signIn>> {
  return parseWith(signIn, input);
}

export function parseChoiceCommand(input: unknown): Result<z.output<typeof choice>> {
  return parseWith(choice, input);
}

export function parsePauseCommand(input: unknown): Result<z.output<typeof pause>> {
  return parseWith(pause, input);
}

export function parseBareCommand(input: unknown): Result<z.output<typeof nothing>> {
  return parseWith(nothing, input);
}
