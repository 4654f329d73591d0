import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

const code = { error: "bad-field" };

const told = {
  name: field.text(limits.incidentNameLengthMax).trim().min(1, code),
  note: field.text(limits.noteLengthMax).trim().default(""),
};

/** The id is made by whoever wishes for it, so that asking twice makes one. */
const make = z.strictObject({ id: field.uuid, ...told }, code);

const change = z.strictObject({ id: field.uuid, ...told, closed: z.boolean(code) }, code);

/** No incident: the documents belong to none any more. */
const tag = z.strictObject(
  {
    id: field.uuid,
    incidentId: field.uuid.nullable(),
    documentIds: z
      .array(field.uuid, code)
      .min(1, code)
      .transform((ids) => [...new Set(ids)]),
  },
  code,
);

export type MakeIncidentCommand = z.output<typeof make>;
export type ChangeIncidentCommand = z.output<typeof change>;
export type TagDocumentsCommand = z.output<typeof tag>;

export function parseMakeIncidentCommand(input: unknown): Result<MakeIncidentCommand> {
  return parseWith(make, input);
}

export function parseChangeIncidentCommand(input: unknown): Result<ChangeIncidentCommand> {
  return parseWith(change, input);
}

export function parseTagDocumentsCommand(input: unknown): Result<TagDocumentsCommand> {
  return parseWith(tag, input);
}
