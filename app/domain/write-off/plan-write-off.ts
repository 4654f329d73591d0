import { type Day, dayIn, yearsBefore } from "../dates.ts";
import { type AccountRule, accountOfLine, parseDebitRole } from "../journal/account-of-line.ts";
import type { AccountRole } from "../journal/account-role.ts";
import { accountingDateOf } from "../journal/accounting-date.ts";
import { limits } from "../limits.ts";
import { sumMinor, valueOfUnits } from "../money.ts";
import type { Problem } from "../problem.ts";
import { type Disposal, isDisposal } from "../reason/disposal.ts";
import type { Reason } from "../reason/reason.ts";
import { ok, type Result, refuse } from "../result.ts";
import { checkQuantities } from "./check-quantities.ts";
import { costOfLine } from "./cost-of-line.ts";
import type { FrozenCost, PlannedAdjustment, PlannedLine, WriteOffPlan } from "./plan.ts";
import { type FoundPlace, findPlace, type Stock, type StockPolicy, walkLevels } from "./stock.ts";
import type { WriteOffCommand } from "./write-off-command.ts";

export type WriteOffFacts = {
  stock: Stock;
  reasons: Reason[];
  rules: AccountRule[];
  /** What the mirror last knew of items whose cost is gone from Shopify now. */
  lastKnownCosts: Map<string, { amount: string; currency: string }>;
  policy: StockPolicy;
  materialThresholdMinor: bigint | null;
  closedThrough: Day | null;
  currency: string;
  timeZone: string;
};

type CheckedLine = FoundPlace & {
  position: number;
  command: WriteOffCommand["lines"][number];
  reason: Reason;
  disposal: Disposal | null;
  override: AccountRole | null;
  cost: FrozenCost | null;
  valueMinor: bigint | null;
};

/** Checks everything, says every problem at once, and decides cost, loss, accounts, before and after. */
export function planWriteOff(
  command: WriteOffCommand,
  facts: WriteOffFacts,
  now: Date,
): Result<WriteOffPlan> {
  const today = dayIn(facts.timeZone, now);
  const eventDate = command.eventDate ?? today;
  const problems = checkEventDate(eventDate, today);
  const lines: CheckedLine[] = [];
  command.lines.forEach((line, position) => {
    const checked = checkLine(line, position, facts, now);
    if (Array.isArray(checked)) problems.push(...checked);
    else lines.push(checked);
  });
  problems.push(...checkQuantities(lines, facts.policy));
  if (problems.length > 0) return refuse(...problems);

  const adjustments = adjustmentsOf(lines);
  const planned = planLines(lines, adjustments, facts);
  return ok({
    id: command.id,
    kind: "off",
    reverses: null,
    note: command.note ?? "",
    eventDate,
    accountingDate: accountingDateOf({ event: eventDate, today, closedThrough: facts.closedThrough }),
    currency: facts.currency,
    timeZone: facts.timeZone,
    lines: planned,
    adjustments,
    units: planned.reduce((sum, line) => sum + line.quantity, 0),
    valueMinor: sumMinor(planned.map((line) => line.valueMinor)),
    needsValue: planned.filter((line) => line.valueMinor === null).length,
  });
}

function checkEventDate(eventDate: Day, today: Day): Problem[] {
  const at = ["eventDate"];
  if (eventDate > today) return [{ code: "future-date", at, facts: { today } }];
  const oldest = yearsBefore(today, limits.eventDateYearsBack);
  return eventDate < oldest ? [{ code: "old-date", at, facts: { oldest } }] : [];
}

function checkLine(
  line: WriteOffCommand["lines"][number],
  position: number,
  facts: WriteOffFacts,
  now: Date,
): CheckedLine | Problem[] {
  const problems: Problem[] = [];
  const say = (field: string, problem: Problem) =>
    problems.push({ ...problem, at: ["lines", position, field] });

  const reason = facts.reasons.find((one) => one.id === line.reasonId);
  if (!reason) say("reasonId", { code: "unknown-reason", facts: { reason: line.reasonId } });
  else if (reason.archived) say("reasonId", { code: "archived-reason", facts: { reason: reason.label } });
  else if (!reason.kinds.includes("off"))
    say("reasonId", { code: "reason-not-for-kind", facts: { reason: reason.label } });
  else if (reason.needsNote && !line.note?.trim())
    say("note", { code: "note-needed", facts: { reason: reason.label } });
  else if (reason.needsEvidence)
    say("reasonId", { code: "evidence-needed", facts: { reason: reason.label } });

  const disposal = line.disposal ?? null;
  if (disposal !== null && !isDisposal(disposal))
    say("disposal", { code: "unknown-disposal", facts: { disposal } });
  const override = parseDebitRole(line.accountRole);
  if (override === "unknown")
    say("accountRole", { code: "unknown-account", facts: { account: line.accountRole ?? "" } });

  const place = findPlace(facts.stock, line);
  if ("code" in place) say(place.code.includes("location") ? "locationId" : "itemId", place);
  const known = "code" in place ? null : costOfLine(line.unitCost, place.item, facts, now);
  if (known && "code" in known) say("unitCost", known);

  if (problems.length > 0 || !reason || "code" in place || override === "unknown") return problems;
  const cost = known && "code" in known ? null : known;
  return {
    ...place,
    position,
    command: line,
    reason,
    disposal: disposal as Disposal | null,
    override,
    cost,
    valueMinor: cost ? valueOfUnits(cost.amount, line.quantity, facts.currency).minor : null,
  };
}

/** One Shopify call carries one reason, so lines are grouped by the word Shopify's history will show. */
function adjustmentsOf(lines: CheckedLine[]): PlannedAdjustment[] {
  const words = [...new Set(lines.map((line) => line.reason.shopifyReason))];
  return words.map((shopifyReason, ordinal) => ({ ordinal, shopifyReason }));
}

function planLines(
  lines: CheckedLine[],
  adjustments: PlannedAdjustment[],
  facts: WriteOffFacts,
): PlannedLine[] {
  const materialReasons = materialReasonsOf(lines, facts.materialThresholdMinor);
  const walked = walkLevels(
    lines.map((line) => ({ ...line.command, delta: -line.command.quantity })),
    (place) =>
      lines.find((one) => one.command.itemId === place.itemId && one.command.locationId === place.locationId)
        ?.level.available ?? 0,
  );
  return lines.map((line, index) => ({
    position: line.position,
    adjustment: adjustments.findIndex((one) => one.shopifyReason === line.reason.shopifyReason),
    itemId: line.item.itemId,
    variantId: line.item.variantId,
    productId: line.item.productId,
    title: line.item.title,
    variantTitle: line.item.variantTitle,
    sku: line.item.sku,
    barcode: line.item.barcode,
    imageUrl: line.item.imageUrl,
    locationId: line.location.locationId,
    locationName: line.location.name,
    quantity: line.command.quantity,
    reasonId: line.reason.id,
    reasonLabel: line.reason.label,
    family: line.reason.family,
    shrink: line.reason.shrink,
    disposal: line.disposal,
    note: line.command.note ?? "",
    debitRole: accountOfLine({
      override: line.override,
      disposal: line.disposal,
      reason: line.reason,
      locationId: line.location.locationId,
      rules: facts.rules,
      material: materialReasons.has(line.reason.id),
    }),
    cost: line.cost,
    valueMinor: line.valueMinor,
    before: walked[index]?.before ?? 0,
    after: walked[index]?.after ?? 0,
    reverses: null,
  }));
}

/** All lines of a reason count together; lines of unknown value cannot. */
function materialReasonsOf(lines: CheckedLine[], thresholdMinor: bigint | null): Set<string> {
  const losses = new Map<string, bigint>();
  for (const line of lines)
    losses.set(line.reason.id, (losses.get(line.reason.id) ?? 0n) + (line.valueMinor ?? 0n));
  if (thresholdMinor === null) return new Set();
  return new Set([...losses].filter(([, loss]) => loss > thresholdMinor).map(([reason]) => reason));
}
