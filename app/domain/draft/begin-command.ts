import { z } from "zod";
import { limits } from "../limits.ts";
import { SALVAGE_STAYING } from "../reason/salvage.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

const code = { error: "bad-field" };

/** A form that begins with what was flagged, or with what a document said. */
const beginCommand = z.union(
  [
    z.strictObject(
      {
        id: field.uuid,
        flags: z
          .array(field.uuid, { error: "no-lines" })
          .min(1, { error: "no-lines" })
          .max(limits.linesPerDocument, { error: "too-many-lines" }),
      },
      code,
    ),
    z.strictObject({ id: field.uuid, documentId: field.uuid }, code),
  ],
  code,
);

const keepLine = z.strictObject(
  {
    id: field.uuid,
    itemId: field.itemId,
    locationId: field.locationId,
    quantity: field.quantity,
    reasonId: field.slug,
    note: field.text(limits.noteLengthMax).optional(),
    draftLineId: field.uuid.optional(),
  },
  code,
);

/** Goods that were about to leave and stay after all, because something can still be had from them. */
const keepCommand = z.strictObject(
  {
    /** Absent: they are merely called unsellable. */
    salvage: z.enum(SALVAGE_STAYING, code).optional(),
    lines: z
      .array(keepLine, { error: "no-lines" })
      .min(1, { error: "no-lines" })
      .max(limits.linesPerDocument, { error: "too-many-lines" }),
  },
  code,
);

export type BeginCommand = z.output<typeof beginCommand>;
export type KeepCommand = z.output<typeof keepCommand>;

export function parseBeginCommand(input: unknown): Result<BeginCommand> {
  return parseWith(beginCommand, input);
}

export function parseKeepCommand(input: unknown): Result<KeepCommand> {
  return parseWith(keepCommand, input);
}
