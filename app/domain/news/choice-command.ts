import { z } from "zod";
import type { Result } from "../result.ts";
import { parseWith } from "../write-off/parse.ts";
import { MAIL_TIMES, NEWS_KINDS } from "./news-kind.ts";

const bad = { error: "bad-field" } as const;
const schema = z.strictObject({
  digestHour: z.int(bad).min(0, bad).max(23, bad),
  choices: z.strictObject(
    Object.fromEntries(NEWS_KINDS.map((kind) => [kind, z.enum(MAIL_TIMES, bad).optional()])),
    bad,
  ),
});

export type ChoiceCommand = z.output<typeof schema>;

/** Which news a person wants by mail, and at which hour of the shop's day the digest comes. */
export function parseChoiceCommand(input: unknown): Result<ChoiceCommand> {
  return parseWith(schema, input);
}
