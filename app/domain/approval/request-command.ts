import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

const code = { error: "bad-field" };
const request = { id: field.uuid, revision: z.number(code).int(code).min(1, code).max(10_000, code) };
const words = field.text(limits.wordsLengthMax).transform((text) => text.trim());

const decision = z.strictObject({ ...request, words: words.optional() }, code);
const answer = z.strictObject(
  { ...request, words: words.pipe(z.string().min(1, { error: "words-needed" })) },
  code,
);
const withdrawal = z.strictObject(request, code);

/** A decision names the revision it saw; what came after it is decided anew. */
export type DecisionCommand = { id: string; revision: number; words?: string | undefined };

export function parseApprovalCommand(input: unknown): Result<DecisionCommand> {
  return parseWith(decision, input);
}

/** Who gets something back, or a no, is told why. */
export function parseAnswerCommand(input: unknown): Result<DecisionCommand> {
  return parseWith(answer, input);
}

export function parseWithdrawalCommand(input: unknown): Result<DecisionCommand> {
  return parseWith(withdrawal, input);
}
