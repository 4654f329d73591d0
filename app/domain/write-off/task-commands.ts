import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "./parse.ts";

const valuationCommand = z.strictObject(
  {
    documentId: field.uuid,
    position: field.position,
    unitCost: z.strictObject({ amount: field.amount }, { error: "bad-amount" }),
    cause: field.text(limits.causeLengthMax).optional(),
  },
  { error: "bad-field" },
);

const resolutionCommand = z.strictObject(
  {
    documentId: field.uuid,
    attemptId: field.uuid,
    happened: z.boolean({ error: "bad-field" }),
    note: field.text(limits.noteLengthMax).optional(),
  },
  { error: "bad-field" },
);

const acknowledgeCommand = z.strictObject(
  { documentId: field.uuid, position: field.position },
  { error: "bad-field" },
);

export type ValuationCommand = z.output<typeof valuationCommand>;
export type ResolutionCommand = z.output<typeof resolutionCommand>;
export type AcknowledgeCommand = z.output<typeof acknowledgeCommand>;

export function parseValuationCommand(input: unknown): Result<ValuationCommand> {
  return parseWith(valuationCommand, input);
}

export function parseResolutionCommand(input: unknown): Result<ResolutionCommand> {
  return parseWith(resolutionCommand, input);
}

export function parseAcknowledgeCommand(input: unknown): Result<AcknowledgeCommand> {
  return parseWith(acknowledgeCommand, input);
}
