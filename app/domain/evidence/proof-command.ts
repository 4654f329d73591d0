import { z } from "zod";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

const code = { error: "bad-field" };
const what = { kind: z.enum(["document", "incident"], code), id: field.uuid };
const command = z.strictObject(what, code);
const opened = z.strictObject({ ...what, locale: z.string().max(40) }, code);

export type ProofCommand = z.output<typeof command>;
/** As an address carries it: whose language it is made in too. */
export type ProofTerms = z.output<typeof opened>;

export function parseProofCommand(input: unknown): Result<ProofCommand> {
  return parseWith(command, input);
}

export function parseProofTerms(text: string): ProofTerms | null {
  const read = parseWith(opened, JSON.parse(text));
  return read.ok ? read.value : null;
}
