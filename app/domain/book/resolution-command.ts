import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

const code = { error: "bad-field" };

/** What a person vouches for stands on record with their words. */
const note = field.text(limits.noteLengthMax).refine((text) => text.trim() !== "", { error: "cause-needed" });

const resolution = z.discriminatedUnion(
  "way",
  [
    z.strictObject({ way: z.literal("again") }, code),
    z.strictObject({ way: z.literal("new-number") }, code),
    z.strictObject({ way: z.literal("look-again") }, code),
    z.strictObject({ way: z.literal("on-day"), day: field.day }, code),
    z.strictObject({ way: z.literal("by-hand"), note }, code),
    z.strictObject({ way: z.literal("accept"), note }, code),
  ],
  code,
);

const deliveryCommand = z.strictObject({ deliveryId: field.uuid, resolution }, code);

export type DeliveryCommand = z.output<typeof deliveryCommand>;

export function parseDeliveryCommand(input: unknown): Result<DeliveryCommand> {
  return parseWith(deliveryCommand, input);
}
