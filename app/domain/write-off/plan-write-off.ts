import { type Day, dayIn } from "../dates.ts";
import { type AccountRule, accountOfLine, parseDebitRole } from "../journal/account-of-line.ts";
import type { AccountRole } from "../journal/account-role.ts";
import { accountingDateOf } from "../journal/accounting-date.ts";
import { isBookable, sumMinor, valueOfUnits } from "../money.ts";
import { type Allowance, checkAllowance } from "../pricing/pricing.ts";
import type { Problem } from "../problem.ts";
import { checkReason } from "../reason/check-reason.ts";
import { type Disposal, isDisposal, shopifyReasonOf } from "../reason/disposal.ts";
import type { Reason, ShopifyReason } from "../reason/reason.ts";
import { disposalOfSalvage } from "../reason/salvage.ts";
import { checkTheftClass, type TheftClass } from "../reason/theft-class.ts";
import { ok, type Result, refuse } from "../result.ts";
import { adjustmentsOf, placeOf } from "./adjustments-of.ts";
import { checkQuantities } from "./check-quantities.ts";
import { costOfLine, isLowered, worthOf } from "./cost-of-line.ts";
import { checkEventDate } from "./event-date.ts";
import { materialReasonsOf } from "./material-reasons.ts";
import type { FrozenCost, PlannedAdjustment, PlannedLine, WriteOffPlan } from "./plan.ts";
import { questionsOf, type Recent } from "./question.ts";
import { type FoundPlace, findPlace, type Stock, type StockPolicy, walkLevels } from "./stock.ts";
import { type TakenFrom, unitsOn } from "./taken-from.ts";
import type { WriteOffCommand } from "./write-off-command.ts";

export type WriteOffFacts = {
  stock: Stock;
  reasons: Reason[];
  rules: AccountRule[];
  /** What the mirror last knew of items whose cost is gone from Shopify now. */
  lastKnownCosts: Map<string, { amount: string; currency: string; readAt: Date }>;
  hasEvidence: boolean;
  /** Whether who asks may see costs; asked only when they state one. */
  seesCost: boolean;
  policy: StockPolicy;
  materialThresholdMinor: bigint | null;
  closedThrough: Day | null;
  /** Null: nobody is there to be asked anything. */
  recent: Recent | null;
  /** Null: the shop's plan counts nothing. */
  allowance: Allowance | null;
  currency: string;
  timeZone: string;
};

type CheckedLine = FoundPlace & {
  position: number;
  takenFrom: TakenFrom;
  command: WriteOffCommand["lines"][number];
  reason: Reason;
  disposal: Disposal | null;
  shopifyReason: ShopifyReason;
  override: AccountRole | null;
  cost: FrozenCost | null;
  valueMinor: bigint | null;
  isLowered: boolean;
};

/** Checks everything, says every problem at once, and decides cost, loss, accounts, before and after. */
export function planWriteOff(
  command: WriteOffCommand,
  facts: WriteOffFacts,
  now: Date,
): Result<WriteOffPlan> {
  const today = dayIn(facts.timeZone, now);
  const eventDate = command.eventDate ?? today;
  const problems = [...checkAllowance(facts.allowance), ...checkEventDate(eventDate, today)];
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
    worthMinor: sumMinor(lines.map((line) => worthOf(line, facts))),
    needsValue: planned.filter((line) => line.valueMinor === null).length,
    questions: facts.recent ? questionsOf(command.id, lines, facts.recent) : [],
  });
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
  for (const { field, problem } of checkReason(reason, line, "off", facts)) say(field, problem);

  const disposal = line.disposal ?? disposalOfSalvage(line.salvage ?? null);
  if (disposal !== null && !isDisposal(disposal))
    say("disposal", { code: "unknown-disposal", facts: { disposal } });
  const theft = checkTheftClass(line.theftClass ?? null, reason);
  if (theft) say("theftClass", theft);
  const override = parseDebitRole(line.accountRole);
  if (override === "unknown")
    say("accountRole", { code: "unknown-account", facts: { account: line.accountRole ?? "" } });
  else if (override && !facts.seesCost) say("accountRole", { code: "may-not-see-cost" });

  const place = findPlace(facts.stock, line);
  if ("code" in place) say(place.code.includes("location") ? "locationId" : "itemId", place);
  const known = "code" in place ? null : costOfLine(line.unitCost, place.item, facts, now);
  if (known && "code" in known) say("unitCost", known);
  const cost = known && "code" in known ? null : known;
  const value = cost && valueOfUnits(cost.amount, line.quantity, facts.currency);
  if (value && !isBookable(value)) say("unitCost", { code: "value-too-large" });

  if (problems.length > 0 || !reason || "code" in place || override === "unknown") return problems;
  return {
    ...place,
    position,
    takenFrom: line.from ?? "available",
    command: line,
    reason,
    disposal: disposal as Disposal | null,
    shopifyReason: shopifyReasonOf(disposal as Disposal | null, reason),
    override,
    cost,
    valueMinor: value ? value.minor : null,
    isLowered: isLowered(cost, place.item, facts),
  };
}

function planLines(
  lines: CheckedLine[],
  adjustments: PlannedAdjustment[],
  facts: WriteOffFacts,
): PlannedLine[] {
  const materialReasons = materialReasonsOf(lines, facts.materialThresholdMinor);
  const callOf = (line: CheckedLine) => placeOf(adjustments, line);
  const walked = walkInOrderOfCalls(lines, callOf);
  return lines.map((line) => ({
    position: line.position,
    adjustment: callOf(line),
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
    takenFrom: line.takenFrom,
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
    ...(line.isLowered ? { isLowered: true } : {}),
    before: walked.get(line)?.before ?? 0,
    after: walked.get(line)?.after ?? 0,
    reverses: null,
    theftClass: (line.command.theftClass ?? null) as TheftClass | null,
    salvage: line.command.salvage ?? null,
    draftLineId: line.command.draftLineId ?? null,
  }));
}

/** Lines that share a level leave it one call after another, which need not be the order they stand in. */
function walkInOrderOfCalls(lines: CheckedLine[], callOf: (line: CheckedLine) => number) {
  const ordered = lines.toSorted((left, right) => callOf(left) - callOf(right));
  const walked = walkLevels(
    ordered.map(({ level, takenFrom, command }) => ({ ...level, takenFrom, delta: -command.quantity })),
    (line) => unitsOn(line, line.takenFrom),
  );
  return new Map(ordered.map((line, index) => [line, walked[index]]));
}
