import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";
import { HOOK_EVENTS } from "./event.ts";

const code = { error: "bad-field" };

const connect = z.strictObject(
  {
    /** Made by whoever wishes for the hook: asking again makes no second one. */
    id: field.uuid,
    label: field
      .text(limits.hookLabelLengthMax)
      .transform((text) => text.trim())
      .pipe(z.string().min(1, code)),
    url: field.text(limits.hookUrlLengthMax).transform((text) => text.trim()),
    events: z
      .array(z.enum(HOOK_EVENTS, code), code)
      .min(1, code)
      .max(HOOK_EVENTS.length, code)
      .refine((events) => new Set(events).size === events.length, code),
  },
  code,
);

export type ConnectHookCommand = z.output<typeof connect>;

export function parseConnectHookCommand(input: unknown): Result<ConnectHookCommand> {
  return parseWith(connect, input);
}
