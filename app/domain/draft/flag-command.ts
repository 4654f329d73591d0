import { z } from "zod";
import { limits } from "../limits.ts";
import { SALVAGE_STAYING } from "../reason/salvage.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

/** Puts units of an item on the list of its location. The id is made by whoever wishes for it. */
const flagCommand = z.strictObject(
  {
    id: field.uuid,
    itemId: field.itemId,
    locationId: field.locationId,
    quantity: field.quantity,
    reasonId: field.slug,
    disposal: field.slug.optional(),
    theftClass: field.slug.optional(),
    note: field.text(limits.noteLengthMax).optional(),
    /** These goods are to be kept: marked down or repaired. */
    salvage: z.enum(SALVAGE_STAYING, { error: "bad-field" }).optional(),
  },
  { error: "bad-field" },
);

const revision = z.number({ error: "bad-field" }).int({ error: "bad-field" }).min(0, { error: "bad-field" });

const changeFlagCommand = z.strictObject(
  {
    id: field.uuid,
    revision,
    quantity: field.quantity,
    reasonId: field.slug,
    note: field.text(limits.noteLengthMax),
  },
  { error: "bad-field" },
);

const discardFlagsCommand = z.strictObject(
  {
    lines: z
      .array(z.strictObject({ id: field.uuid, revision }, { error: "bad-field" }), { error: "no-lines" })
      .min(1, { error: "no-lines" })
      .max(limits.linesPerDocument, { error: "too-many-lines" }),
  },
  { error: "bad-field" },
);

export type FlagCommand = z.output<typeof flagCommand>;
export type ChangeFlagCommand = z.output<typeof changeFlagCommand>;
export type DiscardFlagsCommand = z.output<typeof discardFlagsCommand>;

export function parseFlagCommand(input: unknown): Result<FlagCommand> {
  return parseWith(flagCommand, input);
}

export function parseChangeFlagCommand(input: unknown): Result<ChangeFlagCommand> {
  return parseWith(changeFlagCommand, input);
}

export function parseDiscardFlagsCommand(input: unknown): Result<DiscardFlagsCommand> {
  return parseWith(discardFlagsCommand, input);
}
