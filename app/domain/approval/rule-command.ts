import { z } from "zod";
import { parseAmount } from "../money.ts";
import type { Problem } from "../problem.ts";
import { ok, type Result, refuse } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";
import { ACTS, type ApprovalRule, MEASURES, SPANS } from "./rule.ts";

const code = { error: "bad-field" };

const command = z.strictObject(
  {
    id: field.uuid,
    /** The rule it takes the place of; that one ends. */
    replaces: field.uuid.optional(),
    act: z.enum(ACTS, code),
    measure: z.enum(MEASURES, code),
    span: z.enum(SPANS, code),
    /** An amount, a number of units or percent, as text; absent with `any`. */
    most: field.amount.optional(),
    reasonId: field.slug.nullable(),
    locationId: field.locationId.nullable(),
    personId: field.slug.nullable(),
  },
  code,
);

export type RuleCommand = z.output<typeof command>;

export function parseRuleCommand(input: unknown): Result<RuleCommand> {
  return parseWith(command, input);
}

/** The rule a command wishes for, or what is wrong with it. */
export function planRule(command: RuleCommand, currency: string): Result<ApprovalRule> {
  const { measure, span, act } = command;
  const { id, reasonId, locationId, personId } = command;
  const rule = { id, act, measure, span, reasonId, locationId, personId };
  const problem = misfitOf(command);
  if (problem) return refuse(problem);
  if (command.most === undefined) return ok({ ...rule, most: null, currency: null });
  if (measure === "value") {
    const amount = parseAmount(command.most, currency);
    if (!amount) return refuse({ code: "too-many-decimals", at: ["most"], facts: { currency } });
    return ok({ ...rule, most: amount.minor, currency });
  }
  const whole = /^[0-9]+$/.test(command.most) ? BigInt(command.most) : null;
  if (whole === null || (measure === "percent" && whole > 100n))
    return refuse({ code: "bad-amount", at: ["most"] });
  return ok({ ...rule, most: whole, currency: null });
}

function misfitOf({ act, measure, span, most }: RuleCommand): Problem | null {
  if ((measure === "any") !== (most === undefined)) return { code: "bad-field", at: ["most"] };
  if (measure === "any" && span !== "document") return { code: "bad-field", at: ["span"] };
  if (measure === "percent" && span === "person-day") return { code: "bad-field", at: ["span"] };
  if (measure === "percent" && act === "reversal") return { code: "bad-field", at: ["act"] };
  return null;
}
