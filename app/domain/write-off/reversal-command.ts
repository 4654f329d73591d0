import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseLinesWith } from "./parse.ts";

const reversalCommand = z.strictObject(
  {
    id: field.uuid,
    reverses: field.uuid,
    cause: z.enum(["mistake", "found"], { error: "bad-field" }),
    note: field.text(limits.noteLengthMax).optional(),
    /** Absent: everything that is left to reverse. */
    lines: z
      .array(z.strictObject({ position: field.position, quantity: field.quantity }, { error: "bad-field" }), {
        error: "no-lines",
      })
      .min(1, { error: "no-lines" })
      .optional(),
  },
  { error: "bad-field" },
);

export type ReversalCommand = z.output<typeof reversalCommand>;

export function parseReversalCommand(input: unknown): Result<ReversalCommand> {
  return parseLinesWith(reversalCommand, input);
}
