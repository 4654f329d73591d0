import { z } from "zod";
import { ACCOUNT_ROLES, isDebitRole } from "../journal/account-role.ts";
import type { Result } from "../result.ts";
import { DOCUMENT_KINDS } from "../write-off/kind.ts";
import { field, parseWith } from "../write-off/parse.ts";
import { FAMILIES, isNoteFree, SHOPIFY_REASONS } from "./reason.ts";

const LABEL_LENGTH_MAX = 60;
const CODE_LENGTH_MAX = 30;

const label = field.text(LABEL_LENGTH_MAX).trim().min(1, { error: "bad-field" });

const debitRole = z
  .enum(ACCOUNT_ROLES, { error: "unknown-account" })
  .refine(isDebitRole, { error: "unknown-account" });

/** What a reason says of itself, besides the name and the accounts every form asks for. */
const more = {
  materialRole: debitRole.nullable(),
  shopifyReason: z.enum(SHOPIFY_REASONS, { error: "bad-field" }),
  kinds: z
    .array(z.enum(DOCUMENT_KINDS, { error: "bad-field" }), { error: "bad-field" })
    .min(1, { error: "bad-field" })
    .max(DOCUMENT_KINDS.length, { error: "bad-field" })
    .refine((kinds) => new Set(kinds).size === kinds.length, { error: "bad-field" }),
};

const told = {
  label,
  family: z.enum(FAMILIES, { error: "bad-field" }),
  shrink: z.boolean({ error: "bad-field" }),
  needsNote: z.boolean({ error: "bad-field" }),
  debitRole,
};

/** The id is made by whoever adds it, so that asking twice adds one. */
const addReasonCommand = z.strictObject(
  { id: field.uuid, ...told, ...more, needsEvidence: z.boolean({ error: "bad-field" }).default(false) },
  { error: "bad-field" },
);

const changeReasonCommand = z
  .strictObject(
    {
      id: field.slug,
      ...told,
      needsEvidence: z.boolean({ error: "bad-field" }).optional(),
      materialRole: more.materialRole.optional(),
      shopifyReason: more.shopifyReason.optional(),
      kinds: more.kinds.optional(),
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

export type AddReasonCommand = z.output<typeof addReasonCommand>;
export type ChangeReasonCommand = z.output<typeof changeReasonCommand>;
export type NameAccountCommand = z.output<typeof nameAccountCommand>;

export function parseAddReasonCommand(input: unknown): Result<AddReasonCommand> {
  return parseWith(addReasonCommand, input);
}

export function parseChangeReasonCommand(input: unknown): Result<ChangeReasonCommand> {
  return parseWith(changeReasonCommand, input);
}

export function parseNameAccountCommand(input: unknown): Result<NameAccountCommand> {
  return parseWith(nameAccountCommand, input);
}
