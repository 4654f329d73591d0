import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

const code = { error: "bad-field" };
const trimmed = (lengthMax: number) =>
  field
    .text(lengthMax)
    .transform((text) => text.trim())
    .pipe(z.string().min(1, code));

const make = z
  .strictObject(
    {
      id: field.uuid,
      label: trimmed(limits.linkLabelLengthMax),
      locationId: field.locationId,
      itemIds: z.array(field.itemId, code).max(limits.linkItemsMax, code),
      vendor: trimmed(255).nullable(),
      days: z.number(code).int(code).min(1, code).max(limits.linkDaysMax, code),
      usesMax: z.number(code).int(code).min(1, code).max(limits.linkUsesMax, code),
    },
    code,
  )
  .refine(({ itemIds, vendor }) => itemIds.length > 0 !== (vendor !== null), { ...code, path: ["itemIds"] });

const report = z.strictObject(
  {
    id: field.uuid,
    reporter: trimmed(limits.reporterLengthMax),
    note: field.text(limits.noteLengthMax).transform((text) => text.trim()),
    reasonId: field.slug,
    lines: z
      .array(z.strictObject({ itemId: field.itemId, quantity: field.quantity }, code), { error: "no-lines" })
      .min(1, { error: "no-lines" })
      .max(limits.linkLinesMax, { error: "too-many-lines" })
      .refine((lines) => new Set(lines.map(({ itemId }) => itemId)).size === lines.length, code),
  },
  code,
);

export type MakeLinkCommand = z.output<typeof make>;
export type ReportCommand = z.output<typeof report>;

export function parseMakeLinkCommand(input: unknown): Result<MakeLinkCommand> {
  return parseWith(make, input);
}

export function parseReportCommand(input: unknown): Result<ReportCommand> {
  return parseWith(report, input);
}
