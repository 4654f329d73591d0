import { z } from "zod";
import type { Body } from "../adjustment/body.ts";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "./parse.ts";
import { keyOfPlace } from "./stock.ts";

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
    /** What of it happened, by the places of the changes in its body; all of it where nothing is said. */
    changes: z.array(field.position).min(1, { error: "bad-field" }).optional(),
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

/** Which places of the body a person says happened; null when they speak of a change that was never sent. */
export function happenedPlaces(command: ResolutionCommand, body: Body): Set<string> | null {
  if (!command.happened) return command.changes ? null : new Set();
  const changes = command.changes?.map((place) => body.changes[place]) ?? body.changes;
  const places = new Set(changes.flatMap((change) => (change ? keyOfPlace(change) : [])));
  return places.size === changes.length ? places : null;
}

export function parseAcknowledgeCommand(input: unknown): Result<AcknowledgeCommand> {
  return parseWith(acknowledgeCommand, input);
}
