import { z } from "zod";
import { ACCOUNT_ROLES, isDebitRole } from "../journal/account-role.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";
import { FAMILIES, isNoteFree } from "./reason.ts";

const LABEL_LENGTH_MAX = 60;
const CODE_LENGTH_MAX = 30;

const label = field.text(LABEL_LENGTH_MAX).trim().min(1, { error: "bad-field" });

const changeReasonCommand = z
  .strictObject(
    {
      id: field.slug,
      label,
      family: z.enum(FAMILIES, { error: "bad-field" }),
      shrink: z.boolean({ error: "bad-field" }),
      needsNote: z.boolean({ error: "bad-field" }),
      debitRole: z
        .enum(ACCOUNT_ROLES, { error: "unknown-account" })
        .refine(isDebitRole, { error: "unknown-account" }),
      archived: z.boolean({ error: "bad-field" }),
    },
    { error: "bad-field" },
  )
  .refine((reason) => reason.needsNote || isNoteFree(reason), { error: "bad-field", path: ["needsNote"] });

const nameAccountCommand = z.strictObject(
  {
    role: z.enum(ACCOUNT_ROLES, { error: "unknown-account" }),
    name: label,
    code: field.text(CODE_LENGTH_MAX).trim(),
  },
  { error: "bad-field" },
);

export type ChangeReasonCommand = z.output<typeof changeReasonCommand>;
export type NameAccountCommand = z.output<typeof nameAccountCommand>;

export function parseChangeReasonCommand(input: unknown): Result<ChangeReasonCommand> {
  return parseWith(changeReasonCommand, input);
}

export function parseNameAccountCommand(input: unknown): Result<NameAccountCommand> {
  return parseWith(nameAccountCommand, input);
}
