import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";
import { ROLES } from "./role.ts";

const code = { error: "bad-field" };

const giveRole = z.strictObject(
  {
    userId: field.slug,
    role: z.enum(ROLES, code).nullable(),
    locations: z.array(field.locationId, code).max(limits.locationsPerPerson, code),
  },
  code,
);

/** Nobody becomes senior finance by having no role. */
const others = z.strictObject(
  { role: z.enum(ROLES, code).exclude(["senior-finance"], code).nullable() },
  code,
);

const reminder = z.strictObject({ hours: z.number(code).int(code).min(1, code).max(720, code) }, code);

export type GiveRoleCommand = z.output<typeof giveRole>;
export type OthersCommand = z.output<typeof others>;
export type ReminderCommand = z.output<typeof reminder>;

export function parseGiveRoleCommand(input: unknown): Result<GiveRoleCommand> {
  return parseWith(giveRole, input);
}

export function parseOthersCommand(input: unknown): Result<OthersCommand> {
  return parseWith(others, input);
}

export function parseReminderCommand(input: unknown): Result<ReminderCommand> {
  return parseWith(reminder, input);
}
