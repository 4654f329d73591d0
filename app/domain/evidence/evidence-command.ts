import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

/** What a photo can hang on. Documents, requests and incidents may be to come; a line is there. */
export const OWNER_KINDS = ["document", "line", "request", "incident"] as const;
export type OwnerKind = (typeof OWNER_KINDS)[number];
export type Owner = { kind: OwnerKind; id: string };

const code = { error: "bad-field" };
const cause = field
  .text(limits.causeLengthMax)
  .transform((text) => text.trim())
  .pipe(z.string().min(1, { error: "cause-needed" }));

const add = z.strictObject(
  {
    /** Made by whoever has the photo: sent again it is not added twice. */
    id: field.uuid,
    ownerKind: z.enum(OWNER_KINDS, code),
    ownerId: field.uuid,
    name: z.string(code).max(1_000, code).default(""),
  },
  code,
);
const withdraw = z.strictObject({ cause }, code);

export type AddEvidenceCommand = z.output<typeof add>;
export type WithdrawEvidenceCommand = { id: string; cause: string };

export function parseAddEvidence(input: unknown): Result<AddEvidenceCommand> {
  return parseWith(add, input);
}

export function parseCause(input: unknown): Result<{ cause: string }> {
  return parseWith(withdraw, input);
}

export function parseOwner(kind: string | null, id: string | null): Result<Owner> {
  return parseWith(z.strictObject({ kind: z.enum(OWNER_KINDS, code), id: field.uuid }, code), { kind, id });
}
