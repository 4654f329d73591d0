import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

/** What people are asked before goods leave. No hours: doubles are not looked for in earlier documents. */
const questionsCommand = z.strictObject(
  {
    doubledWithinHours: z
      .number({ error: "bad-field" })
      .int({ error: "bad-field" })
      .min(0, { error: "bad-field" })
      .max(limits.doubledHoursMax, { error: "bad-field" }),
    /** From which value on goods are asked about; null: our own. */
    salvageFrom: field.amount.nullable(),
  },
  { error: "bad-field" },
);

export type QuestionsCommand = z.output<typeof questionsCommand>;

export function parseQuestionsCommand(input: unknown): Result<QuestionsCommand> {
  return parseWith(questionsCommand, input);
}
