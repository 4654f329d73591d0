import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseLinesWith } from "./parse.ts";

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
    lines: z.array(line, { error: "no-lines" }).min(1, { error: "no-lines" }),
  },
  { error: "bad-field" },
);

export type WriteOffCommand = z.output<typeof writeOffCommand>;

export function parseWriteOffCommand(input: unknown): Result<WriteOffCommand> {
  return parseLinesWith(writeOffCommand, input);
}
