import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

const closeCommand = z.strictObject({ through: field.day }, { error: "bad-field" });

const reopenCommand = z.strictObject(
  {
    /** What stays closed; null when nothing does. */
    through: field.day.nullable(),
    cause: field.text(limits.causeLengthMax).trim().min(1, { error: "cause-needed" }),
  },
  { error: "bad-field" },
);

export type CloseCommand = z.output<typeof closeCommand>;
export type ReopenCommand = z.output<typeof reopenCommand>;

export function parseCloseCommand(input: unknown): Result<CloseCommand> {
  return parseWith(closeCommand, input);
}

export function parseReopenCommand(input: unknown): Result<ReopenCommand> {
  return parseWith(reopenCommand, input);
}
