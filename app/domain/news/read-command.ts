import { z } from "zod";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

const bad = { error: "bad-field" } as const;
const schema = z.union([
  z.strictObject({ id: field.uuid }),
  z.strictObject({
    through: z
      .string(bad)
      .regex(/^\d{1,18}$/, bad)
      .transform(BigInt),
  }),
]);

export type ReadCommand = z.output<typeof schema>;

/** One piece of news, or all up to the last one that was on the screen. */
export function parseReadCommand(input: unknown): Result<ReadCommand> {
  return parseWith(schema, input);
}
