import { z } from "zod";
import { limits } from "../limits.ts";
import { SALVAGE_LEAVING } from "../reason/salvage.ts";
import type { Result } from "../result.ts";
import { field, parseLinesWith } from "./parse.ts";
import { TAKEN_FROM } from "./taken-from.ts";

const line = z.strictObject(
  {
    itemId: field.itemId,
    locationId: field.locationId,
    /** Absent is available, and said so is the same wish: its fingerprint must not differ. */
    from: z
      .enum(TAKEN_FROM, { error: "bad-field" })
      .transform((from) => (from === "available" ? undefined : from))
      .optional(),
    quantity: field.quantity,
    reasonId: field.slug,
    disposal: field.slug.optional(),
    note: field.text(limits.noteLengthMax).optional(),
    accountRole: field.slug.optional(),
    theftClass: field.slug.optional(),
    /** What could still have been had from goods that leave all the same. */
    salvage: z.enum(SALVAGE_LEAVING, { error: "bad-field" }).optional(),
    /** The line of a shared list that these goods stand on. */
    draftLineId: field.uuid.optional(),
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
    /** Keys of the questions a person has read. Absent: who asks is no person, and nothing is asked. */
    acknowledged: z
      .array(field.text(limits.questionKeyLengthMax), { error: "bad-field" })
      .max(limits.questionsMax, { error: "bad-field" })
      .optional(),
    lines: z.array(line, { error: "no-lines" }).min(1, { error: "no-lines" }),
  },
  { error: "bad-field" },
);

export type WriteOffCommand = z.output<typeof writeOffCommand>;

export function parseWriteOffCommand(input: unknown): Result<WriteOffCommand> {
  return parseLinesWith(writeOffCommand, input);
}
