import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "./parse.ts";

const line = z.strictObject(
  {
    itemId: field.itemId,
    locationId: field.locationId,
    quantity: field.quantity,
    reasonId: field.slug,
    disposal: field.slug.optional(),
    note: field.text(limits.noteLengthMax).optional(),
    accountRole: field.slug.optional(),
    unitCost: z
      .strictObject(
        { amount: field.amount, cause: field.text(limits.causeLengthMax) },
        { error: "bad-amount" },
      )
      .optional(),
  },
  { error: "bad-field" },
);

const writeOffCommand = z.strictObject(
  {
    id: field.uuid,
    eventDate: field.day.optional(),
    note: field.text(limits.noteLengthMax).optional(),
    lines: z
      .array(line, { error: "no-lines" })
      .min(1, { error: "no-lines" })
      .max(limits.linesPerDocument, { error: "too-many-lines" }),
  },
  { error: "bad-field" },
);

export type WriteOffCommand = z.output<typeof writeOffCommand>;

export function parseWriteOffCommand(input: unknown): Result<WriteOffCommand> {
  // Said before the lines are looked at, or a flood would cost a flood of checks and answers.
  const lines = (input as { lines?: unknown } | null)?.lines;
  if (Array.isArray(lines) && lines.length > limits.linesPerDocument) {
    const facts = { lines: lines.length, most: limits.linesPerDocument };
    return { ok: false, problems: [{ code: "too-many-lines", at: ["lines"], facts }] };
  }
  return parseWith(writeOffCommand, input);
}
