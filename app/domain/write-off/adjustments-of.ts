import type { PlannedAdjustment } from "./plan.ts";

type Call = Pick<PlannedAdjustment, "shopifyReason" | "takenFrom">;

/** One Shopify call carries one reason and changes one number, so lines are grouped by both. */
export function adjustmentsOf(lines: Call[]): PlannedAdjustment[] {
  const calls = lines.filter((line, place) => placeOf(lines, line) === place);
  return calls.map(({ shopifyReason, takenFrom }, ordinal) => ({ ordinal, shopifyReason, takenFrom }));
}

/** Which of them carries this line. */
export function placeOf(calls: Call[], line: Call): number {
  return calls.findIndex(
    (one) => one.shopifyReason === line.shopifyReason && one.takenFrom === line.takenFrom,
  );
}
