import { z } from "zod";
import { ACCOUNT_ROLES } from "../journal/account-role.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

const shape = { error: "bad-field" };

const accounts = z.strictObject(
  {
    mappings: z
      .array(
        z.strictObject(
          {
            role: z.enum(ACCOUNT_ROLES, { error: "unknown-account" }),
            /** Null: the role has no account there any more. */
            accountId: field.slug.nullable(),
          },
          shape,
        ),
        shape,
      )
      .min(1, shape)
      .max(ACCOUNT_ROLES.length, shape)
      .refine((mappings) => new Set(mappings.map(({ role }) => role)).size === mappings.length, shape),
  },
  shape,
);

const dimension = z.strictObject(
  {
    subjectKind: z.enum(["location", "reason"], shape),
    subjectId: field.slug,
    dimensionId: field.slug,
    /** Null: no mark any more. */
    optionId: field.slug.nullable(),
  },
  shape,
);

export type MapAccountsCommand = z.output<typeof accounts>;
export type MapDimensionCommand = z.output<typeof dimension>;

export function parseMapAccountsCommand(input: unknown): Result<MapAccountsCommand> {
  return parseWith(accounts, input);
}

export function parseMapDimensionCommand(input: unknown): Result<MapDimensionCommand> {
  return parseWith(dimension, input);
}
