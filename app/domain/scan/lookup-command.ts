import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

const lookupCommand = z.strictObject({ code: field.text(limits.searchLengthMax) }, { error: "bad-field" });

/** What a scanner read, or somebody typed in its place. */
export function parseLookupCommand(input: unknown): Result<z.output<typeof lookupCommand>> {
  return parseWith(lookupCommand, input);
}
