import { z } from "zod";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";
import { CADENCES, METHODS, STOCK_BOOKERS } from "./book.ts";

const shape = { error: "bad-field" };

const terms = z.strictObject(
  {
    stockBookedBy: z.enum(STOCK_BOOKERS, shape),
    method: z.enum(METHODS, shape),
    cadence: z.enum(CADENCES, shape),
    startsOn: field.day,
  },
  shape,
);

export type TermsCommand = z.output<typeof terms>;

export function parseTermsCommand(input: unknown): Result<TermsCommand> {
  return parseWith(terms, input);
}
