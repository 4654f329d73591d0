import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";
import { COLUMNS } from "./columns.ts";

const code = { error: "bad-field" };

/** The filters as an address says them; whether they make sense is asked when they are used. */
const saved = {
  id: field.uuid,
  name: field.text(limits.viewNameLengthMax).trim().min(1, code),
  query: field.text(limits.viewQueryLengthMax),
  shared: z.boolean(code),
};

const save = z.strictObject(saved, code);
const remove = z.strictObject({ id: field.uuid }, code);
const columns = z.strictObject(
  {
    columns: z
      .array(z.enum(COLUMNS, code), code)
      .max(COLUMNS.length, code)
      .transform((chosen) => [...new Set(chosen)]),
  },
  code,
);

export type SaveViewCommand = z.output<typeof save>;
export type RemoveViewCommand = z.output<typeof remove>;
export type ColumnsCommand = z.output<typeof columns>;

export function parseSaveViewCommand(input: unknown): Result<SaveViewCommand> {
  return parseWith(save, input);
}

export function parseRemoveViewCommand(input: unknown): Result<RemoveViewCommand> {
  return parseWith(remove, input);
}

export function parseColumnsCommand(input: unknown): Result<ColumnsCommand> {
  return parseWith(columns, input);
}
