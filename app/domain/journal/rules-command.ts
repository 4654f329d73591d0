import { z } from "zod";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";
import { ACCOUNT_ROLES, isDebitRole } from "./account-role.ts";

const place = { reasonId: field.slug, locationId: field.locationId };

const setAccountRuleCommand = z.strictObject(
  {
    ...place,
    role: z
      .enum(ACCOUNT_ROLES, { error: "unknown-account" })
      .refine(isDebitRole, { error: "unknown-account" }),
  },
  { error: "bad-field" },
);
const removeAccountRuleCommand = z.strictObject(place, { error: "bad-field" });

const stockPolicyCommand = z.strictObject(
  {
    refuseBelowZero: z.boolean({ error: "bad-field" }),
    refuseBelowCommitted: z.boolean({ error: "bad-field" }),
  },
  { error: "bad-field" },
);

/** Null: no loss is ever material. */
const thresholdCommand = z.strictObject({ amount: field.amount.nullable() }, { error: "bad-field" });

export type SetAccountRuleCommand = z.output<typeof setAccountRuleCommand>;
export type RemoveAccountRuleCommand = z.output<typeof removeAccountRuleCommand>;
export type StockPolicyCommand = z.output<typeof stockPolicyCommand>;
export type ThresholdCommand = z.output<typeof thresholdCommand>;

export function parseSetAccountRuleCommand(input: unknown): Result<SetAccountRuleCommand> {
  return parseWith(setAccountRuleCommand, input);
}

export function parseRemoveAccountRuleCommand(input: unknown): Result<RemoveAccountRuleCommand> {
  return parseWith(removeAccountRuleCommand, input);
}

export function parseStockPolicyCommand(input: unknown): Result<StockPolicyCommand> {
  return parseWith(stockPolicyCommand, input);
}

export function parseThresholdCommand(input: unknown): Result<ThresholdCommand> {
  return parseWith(thresholdCommand, input);
}
