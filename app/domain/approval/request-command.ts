import { z } from "zod";
import { limits } from "../limits.ts";
import { ok, type Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";
import { parseWriteOffCommand, type WriteOffCommand } from "../write-off/write-off-command.ts";
import { SECOND_CODES, type SecondCode } from "./rule.ts";

const code = { error: "bad-field" };
const request = { id: field.uuid, revision: z.number(code).int(code).min(1, code).max(10_000, code) };
const words = field.text(limits.wordsLengthMax).transform((text) => text.trim());

const seen = z.array(field.uuid, code).max(limits.evidencePerOwner, code);
const read = z.array(z.enum(SECOND_CODES, code), code).max(SECOND_CODES.length, code);
const approval = z.strictObject(
  {
    ...request,
    words: words.optional(),
    evidence: seen.default([]),
    reasons: read.default([]),
    incidentId: field.uuid.nullable().default(null),
  },
  code,
);
const answer = z.strictObject(
  { ...request, words: words.pipe(z.string().min(1, { error: "words-needed" })) },
  code,
);
const withdrawal = z.strictObject(request, code);

/** A decision names the revision it saw; what came after it is decided anew. */
export type DecisionCommand = { id: string; revision: number; words?: string | undefined };

/** And an approval the photos, reasons and incident that stood there: who names none has seen none. */
export type ApprovalCommand = DecisionCommand & {
  evidence?: string[];
  reasons?: SecondCode[];
  incidentId?: string | null;
};

export function parseApprovalCommand(input: unknown): Result<ApprovalCommand> {
  return parseWith(approval, input);
}

/** Who gets something back, or a no, is told why. */
export function parseAnswerCommand(input: unknown): Result<DecisionCommand> {
  return parseWith(answer, input);
}

export function parseWithdrawalCommand(input: unknown): Result<DecisionCommand> {
  return parseWith(withdrawal, input);
}

export type ChangeCommand = { revision: number; command: WriteOffCommand };

/** The same form again, with the revision it was filled in from; its id is the request's. */
export function parseChangeCommand(input: unknown, id: string): Result<ChangeCommand> {
  const { revision, ...content } = Object(input) as { revision?: unknown };
  const seen = parseWith(withdrawal, { id, revision });
  if (!seen.ok) return seen;
  const command = parseWriteOffCommand({ ...content, id });
  return command.ok ? ok({ revision: seen.value.revision, command: command.value }) : command;
}
