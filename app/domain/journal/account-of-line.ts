import { type Disposal, roleOfDisposal } from "../reason/disposal.ts";
import type { Reason } from "../reason/reason.ts";
import { type AccountRole, isAccountRole, isDebitRole } from "./account-role.ts";

export type AccountRule = { reasonId: string; locationId: string; role: AccountRole };

const DEFAULT_ROLE: AccountRole = "loss-other";

/**
 * One precedence, shown before confirm: line override > disposal > reason and location > reason > default.
 */
export function accountOfLine(line: {
  override: AccountRole | null;
  disposal: Disposal | null;
  reason: Reason;
  locationId: string;
  rules: AccountRule[];
  /** The document's planned loss for this reason is above the shop's threshold. */
  material: boolean;
}): AccountRole {
  const { override, disposal, reason, locationId, rules, material } = line;
  const ruled = rules.find((rule) => rule.reasonId === reason.id && rule.locationId === locationId)?.role;
  const usual = material && reason.materialRole ? reason.materialRole : reason.debitRole;
  return override ?? roleOfDisposal(disposal) ?? ruled ?? usual ?? DEFAULT_ROLE;
}

export function parseDebitRole(value: string | undefined): AccountRole | null | "unknown" {
  if (value === undefined) return null;
  return isAccountRole(value) && isDebitRole(value) ? value : "unknown";
}
