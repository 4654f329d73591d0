import { z } from "zod";
import { type Result, refuse } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

const command = z.strictObject({ format: field.slug, from: field.day, to: field.day });

export type ExportCommand = z.output<typeof command>;

export function parseExportCommand(input: unknown): Result<ExportCommand> {
  const read = parseWith(command, input);
  if (read.ok && read.value.from > read.value.to) return refuse({ code: "bad-date", at: ["to"] });
  return read;
}
