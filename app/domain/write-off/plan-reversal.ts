import { type Day, dayIn } from "../dates.ts";
import { accountingDateOf } from "../journal/accounting-date.ts";
import { shareOf, sumMinor } from "../money.ts";
import type { Problem } from "../problem.ts";
import { ok, type Result, refuse } from "../result.ts";
import { checkQuantities } from "./check-quantities.ts";
import { directionOf, oppositeOf } from "./kind.ts";
import { leftOfLine, type Original, type OriginalLine } from "./original.ts";
import type { PlannedLine, WriteOffPlan } from "./plan.ts";
import type { ReversalCommand } from "./reversal-command.ts";
import { type FoundPlace, findPlace, type Stock, type StockPolicy, walkLevels } from "./stock.ts";
import { type TakenFrom, unitsOn } from "./taken-from.ts";

export type ReversalFacts = { stock: Stock; policy: StockPolicy; closedThrough: Day | null };

type Chosen = FoundPlace & {
  position: number;
  line: OriginalLine;
  takenFrom: TakenFrom;
  command: { quantity: number };
};

/** Undoes all, some lines or some units of a settled document at its frozen cost; the original stays. */
export function planReversal(
  command: ReversalCommand,
  original: Original,
  facts: ReversalFacts,
  now: Date,
): Result<WriteOffPlan> {
  const picked = pickLines(command, original);
  if (!picked.ok) return picked;
  const kind = oppositeOf(original.kind);
  const direction = directionOf(kind);
  const problems: Problem[] = [];
  const chosen: Chosen[] = [];
  picked.value.forEach(({ line, quantity }, position) => {
    const place = findPlace(facts.stock, line);
    if ("code" in place) problems.push({ ...place, at: ["lines", position] });
    else chosen.push({ ...place, position, line, takenFrom: line.takenFrom, command: { quantity } });
  });
  if (direction < 0) problems.push(...checkQuantities(chosen, facts.policy));
  if (problems.length > 0) return refuse(...problems);

  const today = dayIn(original.timeZone, now);
  const booked = original.bookedOn ?? original.eventDate;
  const eventDate = command.cause === "mistake" ? booked : today;
  const shelves = [...new Set(chosen.map(({ takenFrom }) => takenFrom))];
  const lines = planLines(chosen, shelves, kind === "off" ? -1 : 1);
  return ok({
    id: command.id,
    kind,
    reverses: { documentId: original.id, cause: command.cause },
    note: command.note ?? "",
    eventDate,
    accountingDate: accountingDateOf({ event: eventDate, today, closedThrough: facts.closedThrough }),
    currency: original.currency,
    timeZone: original.timeZone,
    lines,
    adjustments: shelves.map((takenFrom, ordinal) => ({ ordinal, shopifyReason: "correction", takenFrom })),
    units: lines.reduce((sum, line) => sum + line.quantity, 0),
    valueMinor: sumMinor(lines.map((line) => line.valueMinor)),
    worthMinor: sumMinor(lines.map((line) => line.valueMinor)),
    needsValue: 0,
    questions: [],
  });
}

function pickLines(
  command: ReversalCommand,
  original: Original,
): Result<{ line: OriginalLine; quantity: number }[]> {
  if (!command.lines) {
    const all = original.lines
      .map((line) => ({ line, quantity: leftOfLine(line, original.kind) }))
      .filter(({ quantity }) => quantity > 0);
    return all.length === 0 ? refuse({ code: "nothing-to-reverse" }) : ok(all);
  }
  const problems: Problem[] = [];
  const picked: { line: OriginalLine; quantity: number }[] = [];
  const seen = new Set<number>();
  command.lines.forEach(({ position, quantity }, index) => {
    const line = original.lines.find((one) => one.position === position);
    const left = line ? leftOfLine(line, original.kind) : 0;
    const at = ["lines", index];
    if (!line) problems.push({ code: "not-found", at });
    else if (seen.has(position)) problems.push({ code: "same-line-twice", at });
    else if (left === 0) problems.push({ code: "nothing-to-reverse", at });
    else if (quantity > left) {
      problems.push({
        code: "more-than-reversible",
        at: [...at, "quantity"],
        facts: { asked: quantity, left },
      });
    } else picked.push({ line, quantity });
    seen.add(position);
  });
  return problems.length > 0 ? refuse(...problems) : ok(picked);
}

/** Units go back to where they were taken from: what was damaged does not become fit for sale by it. */
function planLines(chosen: Chosen[], shelves: TakenFrom[], sign: 1 | -1): PlannedLine[] {
  const walked = walkLevels(
    chosen.map(({ level, takenFrom, command }) => ({ ...level, takenFrom, delta: sign * command.quantity })),
    (line) => unitsOn(line, line.takenFrom),
  );
  return chosen.map(({ line, item, location, takenFrom, command, position }, index) => ({
    position,
    adjustment: shelves.indexOf(takenFrom),
    itemId: line.itemId,
    variantId: item.variantId,
    productId: item.productId,
    title: item.title,
    variantTitle: item.variantTitle,
    sku: item.sku,
    barcode: item.barcode,
    imageUrl: item.imageUrl,
    locationId: location.locationId,
    locationName: location.name,
    takenFrom,
    quantity: command.quantity,
    reasonId: line.reasonId,
    reasonLabel: line.reasonLabel,
    family: line.family,
    shrink: line.shrink,
    disposal: line.disposal,
    note: "",
    debitRole: line.debitRole,
    cost: line.cost,
    valueMinor: valueMoved(line, command.quantity, sign),
    before: walked[index]?.before ?? 0,
    after: walked[index]?.after ?? 0,
    reverses: { lineId: line.id, rootLineId: line.rootLineId ?? line.id },
    theftClass: null,
    salvage: null,
    draftLineId: null,
  }));
}

/** What would move if it settled now; the amount is taken when it does, because others may settle first. */
function valueMoved(line: OriginalLine, quantity: number, sign: 1 | -1): bigint | null {
  const root = line.root;
  if (!root || root.valueMinor === null) return null;
  const step = root.kind === "off" ? sign : -sign;
  const from = root.balance.reversed;
  const to = from + step * quantity;
  const within = (units: number) => Math.min(Math.max(units, 0), root.balance.applied);
  const value =
    shareOf(root.valueMinor, within(to), root.balance.applied) -
    shareOf(root.valueMinor, within(from), root.balance.applied);
  return value < 0n ? -value : value;
}
