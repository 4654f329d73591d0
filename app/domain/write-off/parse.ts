import { z } from "zod";
import { isDay } from "../dates.ts";
import { type ItemId, isGid, isUuid, type LocationId } from "../ids.ts";
import { limits } from "../limits.ts";
import { isDecimalAmount } from "../money.ts";
import { isProblemCode, type Problem } from "../problem.ts";
import { type Result, refuse } from "../result.ts";

/** The fields commands are made of. A schema's message is the code of the problem it makes. */
export const field = {
  uuid: z.string({ error: "bad-id" }).refine(isUuid, { error: "bad-id" }),
  itemId: z
    .string({ error: "bad-id" })
    .refine((value): value is ItemId => isGid("InventoryItem", value), { error: "bad-id" })
    .transform((value) => value as ItemId),
  locationId: z
    .string({ error: "bad-id" })
    .refine((value): value is LocationId => isGid("Location", value), { error: "bad-id" })
    .transform((value) => value as LocationId),
  quantity: z
    .number({ error: "bad-quantity" })
    .int({ error: "bad-quantity" })
    .min(1, { error: "bad-quantity" })
    .max(limits.quantityMax, { error: "bad-quantity" }),
  position: z
    .number({ error: "bad-field" })
    .int({ error: "bad-field" })
    .min(0, { error: "bad-field" })
    .max(limits.linesPerDocument - 1, { error: "bad-field" }),
  day: z.string({ error: "bad-date" }).refine(isDay, { error: "bad-date" }),
  amount: z.string({ error: "bad-amount" }).refine(isDecimalAmount, { error: "bad-amount" }),
  slug: z
    .string({ error: "bad-field" })
    .min(1, { error: "bad-field" })
    .max(64, { error: "bad-field" })
    .refine(isPlainText, { error: "bad-field" }),
  text: (lengthMax: number) =>
    z
      .string({ error: "bad-field" })
      .refine(isPlainText, { error: "bad-field" })
      .max(lengthMax, { error: "text-too-long" }),
};

/** All problems of shape at once, each at its place. */
export function parseWith<S extends z.ZodType>(schema: S, input: unknown): Result<z.output<S>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) => toProblems(issue, input));
  return refuse(...problems.slice(0, limits.linesPerDocument));
}

/** Said before the lines are looked at, or a flood would cost a flood of checks and answers. */
export function parseLinesWith<S extends z.ZodType>(schema: S, input: unknown): Result<z.output<S>> {
  const lines = (input as { lines?: unknown } | null | undefined)?.lines;
  if (!Array.isArray(lines) || lines.length <= limits.linesPerDocument) return parseWith(schema, input);
  const facts = { lines: lines.length, most: limits.linesPerDocument };
  return refuse({ code: "too-many-lines", at: ["lines"], facts });
}

function toProblems(issue: z.core.$ZodIssue, input: unknown): Problem[] {
  const at = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ code: "bad-field", at: [...at, key] }));
  if (issue.code === "too_big" && issue.message === "text-too-long") {
    const facts = { most: Number(issue.maximum), length: lengthAt(input, issue.path) };
    return [{ code: "text-too-long", at, facts }];
  }
  return [{ code: isProblemCode(issue.message) ? issue.message : "bad-field", at }];
}

function lengthAt(input: unknown, path: PropertyKey[]): number {
  const value = path.reduce<unknown>((inside, step) => Object(inside)[step], input);
  return String(value).length;
}

/** Lone surrogates and NUL cannot be kept by the database; other control characters never reach a memo. */
function isPlainText(text: string): boolean {
  return !text.includes("\u0000") && text.isWellFormed();
}
