import type { Problem } from "../problem.ts";
import { checkReason } from "../reason/check-reason.ts";
import { isDisposal } from "../reason/disposal.ts";
import type { Reason } from "../reason/reason.ts";
import { checkTheftClass } from "../reason/theft-class.ts";
import { ok, type Result, refuse } from "../result.ts";
import { notEnough } from "../write-off/check-quantities.ts";
import {
  type FoundPlace,
  findPlace,
  type Stock,
  type StockPolicy,
  unitsToSpare,
} from "../write-off/stock.ts";
import type { FlagCommand } from "./flag-command.ts";

/**
 * Flagging takes nothing off the shelf, so it asks for less than a write-off: whoever makes the document
 * writes the note that a reason wants.
 */
export function planFlag(
  command: FlagCommand,
  facts: { reasons: Reason[]; stock: Stock; policy: StockPolicy },
): Result<FoundPlace> {
  const problems: Problem[] = [];
  const reason = facts.reasons.find((one) => one.id === command.reasonId);
  for (const { field, problem } of checkReason(reason, command, "off"))
    if (problem.code !== "note-needed" && problem.code !== "evidence-needed")
      problems.push({ ...problem, at: [field] });
  const { disposal } = command;
  if (disposal !== undefined && !isDisposal(disposal))
    problems.push({ code: "unknown-disposal", at: ["disposal"], facts: { disposal } });
  const theft = checkTheftClass(command.theftClass ?? null, reason);
  if (theft) problems.push({ ...theft, at: ["theftClass"] });
  const place = findPlace(facts.stock, command);
  if ("code" in place) return refuse(...problems, place);
  if (command.quantity > unitsToSpare(place.level, facts.policy))
    problems.push({ ...notEnough(place, command.quantity), at: ["quantity"] });
  return problems.length > 0 ? refuse(...problems) : ok(place);
}
