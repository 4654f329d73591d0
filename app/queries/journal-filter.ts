import { z } from "zod";
import { ACCOUNT_ROLES } from "#app/domain/journal/account-role.ts";
import { limits } from "#app/domain/limits.ts";
import type { Result } from "#app/domain/result.ts";
import { field, parseWith } from "#app/domain/write-off/parse.ts";

const code = { error: "bad-field" };

const filter = z.object({
  from: field.day.optional(),
  to: field.day.optional(),
  role: z.enum(ACCOUNT_ROLES, code).optional(),
  document: field.text(limits.searchLengthMax).optional(),
  cursor: z.string(code).max(64, code).optional(),
});

export type JournalFilter = z.output<typeof filter>;

export function parseJournalFilter(params: URLSearchParams): Result<JournalFilter> {
  const given = [...params].map(([name, value]) => [name, value.trim()] as const);
  return parseWith(filter, Object.fromEntries(given.filter(([, value]) => value !== "")));
}
