import { z } from "zod";
import { limits } from "../limits.ts";
import { type Result, refuse } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

const code = { error: "bad-field" };

/** Documents by their ids, or all that the list's filters mean. */
const selection = z.union([
  z.strictObject({ ids: z.array(field.uuid, code).min(1, code) }, code),
  z.strictObject({ query: field.text(limits.viewQueryLengthMax) }, code),
]);

export type SelectionCommand = z.output<typeof selection>;

export function parseSelectionCommand(input: unknown): Result<SelectionCommand> {
  const parsed = parseWith(selection, input);
  if (!parsed.ok) return refuse({ code: "bad-field", at: ["ids"] });
  const most = limits.bulkDocumentsMax;
  const isTooMany = "ids" in parsed.value && parsed.value.ids.length > most;
  return isTooMany ? refuse({ code: "too-many-documents", facts: { most } }) : parsed;
}
