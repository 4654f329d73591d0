import type { DocumentKind } from "../write-off/kind.ts";
import { keyOfLevel, nameOf } from "../write-off/stock.ts";
import type { TakenFrom } from "../write-off/taken-from.ts";
import type { Act, ApprovalRule, SecondReason } from "./rule.ts";

/** What rules look at, of a write-off and a reversal alike. */
export type Measured = {
  kind: DocumentKind;
  reverses: object | null;
  currency: string;
  lines: MeasuredLine[];
};

type MeasuredLine = {
  itemId: string;
  title: string;
  variantTitle: string;
  locationId: string;
  locationName: string;
  takenFrom: TakenFrom;
  reasonId: string;
  reasonLabel: string;
  quantity: number;
  valueMinor: bigint | null;
  /** Its value is the word of whoever writes it off, and less than what is known, or nothing is. */
  isLowered?: boolean;
  before: number;
};

/** What went, or is asked for, today without a second person having let it happen. */
export type DayPart = {
  isOwn: boolean;
  itemId: string;
  locationId: string;
  takenFrom: TakenFrom;
  reasonId: string;
  units: number;
  valueMinor: bigint;
};

type Who = { userId: string; name: string };

/** The rules this document could meet; most documents of most shops meet none. */
export function rulesOver(plan: Measured, rules: ApprovalRule[], who: Who): ApprovalRule[] {
  const acts = actsOf(plan);
  return rules.filter(
    (rule) =>
      acts.includes(rule.act) &&
      (rule.personId === null || rule.personId === who.userId) &&
      linesUnder(rule, plan.lines).length > 0,
  );
}

/** Units that leave again by undoing what brought them back leave all the same: both kinds of rules look. */
export function actsOf({ kind, reverses }: Pick<Measured, "kind" | "reverses">): Act[] {
  if (!reverses) return ["write-off"];
  return kind === "off" ? ["reversal", "write-off"] : ["reversal"];
}

/** Every rule that is met, with what was found. Without the day's parts a day is this document alone. */
export function reasonsByRule(
  plan: Measured,
  rules: ApprovalRule[],
  who: Who,
  day: DayPart[] = [],
): SecondReason[] {
  return rulesOver(plan, rules, who).flatMap((rule) => {
    const lines = linesUnder(rule, plan.lines);
    const reasonLabel = rule.reasonId === null ? null : (lines[0]?.reasonLabel ?? null);
    const locationName = rule.locationId === null ? null : (lines[0]?.locationName ?? null);
    const personName = rule.personId === null ? null : who.name;
    const about = { rule: rule.id, span: rule.span, reasonLabel, locationName, personName };
    return judge(rule, { plan, lines, day: day.filter((part) => isUnder(rule, part)) }, about);
  });
}

type Judged = { plan: Measured; lines: MeasuredLine[]; day: DayPart[] };

function judge(rule: ApprovalRule, judged: Judged, about: SecondReason["facts"]): SecondReason[] {
  if (rule.measure === "any" || rule.most === null) return [{ code: "rule-any", facts: about }];
  const unknown = judged.lines.filter((line) => line.valueMinor === null).length;
  if (rule.measure === "value" && (unknown > 0 || rule.currency !== judged.plan.currency))
    return [{ code: "cost-unknown", facts: { ...about, lines: unknown } }];
  // Or a person would say themselves what their goods are worth, just enough to need nobody.
  const lowered = judged.lines.filter((line) => line.isLowered).length;
  if (rule.measure === "value" && lowered > 0)
    return [{ code: "cost-lowered", facts: { ...about, lines: lowered } }];
  const worst = groupsOf(rule, judged)
    .map((group) => ({ ...group, found: foundIn(rule, group) }))
    .filter(({ found }) => found > (rule.most ?? 0n))
    .sort((left, right) => (left.found > right.found ? -1 : 1))[0];
  if (!worst) return [];
  const isAboutItem = rule.span === "item-day" || rule.measure === "percent";
  const item = isAboutItem && worst.lines[0] ? nameOf(worst.lines[0]) : null;
  const currency = rule.measure === "value" ? judged.plan.currency : null;
  const facts = { ...about, most: String(rule.most), found: String(worst.found), currency, item };
  return [{ code: `rule-${rule.measure}`, facts }];
}

type Group = { lines: MeasuredLine[]; day: DayPart[] };

/** Units of an item are a part of what they are taken from; everything else adds up over all of it. */
function groupsOf(rule: ApprovalRule, { lines, day }: Judged): Group[] {
  if (rule.span === "document" && rule.measure !== "percent") return [{ lines, day: [] }];
  if (rule.span === "person-day") return [{ lines, day: day.filter((part) => part.isOwn) }];
  const keyOf = (one: MeasuredLine | DayPart) => (rule.measure === "percent" ? keyOfLevel(one) : one.itemId);
  const keys = [...new Set(lines.map(keyOf))];
  return keys.map((key) => ({
    lines: lines.filter((line) => keyOf(line) === key),
    day: rule.span === "item-day" ? day.filter((part) => keyOf(part) === key) : [],
  }));
}

function foundIn(rule: ApprovalRule, { lines, day }: Group): bigint {
  const units = BigInt(sum(lines.map((line) => line.quantity)) + sum(day.map((part) => part.units)));
  switch (rule.measure) {
    case "value":
      return [...lines, ...day].reduce((total, one) => total + (one.valueMinor ?? 0n), 0n);
    case "percent": {
      // What was there this morning; who takes from less than nothing takes all of it.
      const there = Math.max(...lines.map((line) => line.before)) + sum(day.map((part) => part.units));
      return there > 0 ? (units * 100n + BigInt(there) - 1n) / BigInt(there) : 100n;
    }
    default:
      return units;
  }
}

function linesUnder(rule: ApprovalRule, lines: MeasuredLine[]): MeasuredLine[] {
  return lines.filter((line) => isUnder(rule, line));
}

function isUnder(rule: ApprovalRule, one: { reasonId: string; locationId: string }): boolean {
  return (
    (rule.reasonId === null || rule.reasonId === one.reasonId) &&
    (rule.locationId === null || rule.locationId === one.locationId)
  );
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
