import { z } from "zod";
import { AUDIT_KINDS } from "#app/domain/audit/event.ts";
import { limits } from "#app/domain/limits.ts";
import type { Result } from "#app/domain/result.ts";
import { field, parseWith } from "#app/domain/write-off/parse.ts";

const code = { error: "bad-field" };

const fields = {
  from: field.day.optional(),
  to: field.day.optional(),
  kind: z.enum(AUDIT_KINDS, code).optional(),
  person: field.slug.optional(),
  document: field.text(limits.searchLengthMax).optional(),
};
const filter = z.object({ ...fields, cursor: z.string(code).max(100, code).optional() });
const command = z.strictObject({ whole: z.boolean(code), ...fields }, code);

export type AuditFilter = z.output<typeof filter>;
export type AuditExportCommand = z.output<typeof command>;

export function parseAuditFilter(params: URLSearchParams): Result<AuditFilter> {
  const given = [...params].map(([name, value]) => [name, value.trim()] as const);
  return parseWith(filter, Object.fromEntries(given.filter(([, value]) => value !== "")));
}

export function parseAuditExport(input: unknown): Result<AuditExportCommand> {
  return parseWith(command, input);
}
