import type { Problem } from "../problem.ts";
import { type FoundPlace, keyOfLevel, nameOf, type StockPolicy, unitsToSpare } from "./stock.ts";
import { isSetAside, type TakenFrom, unitsOn } from "./taken-from.ts";

/** Lines that share a level share what it holds. Never clamped: too much is refused with the numbers. */
export function checkQuantities(
  lines: (FoundPlace & { position: number; takenFrom: TakenFrom; command: { quantity: number } })[],
  policy: StockPolicy,
): Problem[] {
  const asked = new Map<string, number>();
  for (const line of lines) {
    const key = keyOfLevel({ ...line.level, takenFrom: line.takenFrom });
    asked.set(key, (asked.get(key) ?? 0) + line.command.quantity);
  }
  return lines.flatMap((line) => {
    const total = asked.get(keyOfLevel({ ...line.level, takenFrom: line.takenFrom })) ?? 0;
    if (total <= unitsToSpare(line.level, policy, line.takenFrom)) return [];
    return [{ ...notEnough(line, total, line.takenFrom), at: ["lines", line.position, "quantity"] }];
  });
}

export function notEnough(
  { item, location, level }: FoundPlace,
  asked: number,
  takenFrom: TakenFrom = "available",
): Problem {
  const names = { item: nameOf(item), location: location.name };
  if (isSetAside(takenFrom)) {
    const facts = { ...names, there: unitsOn(level, takenFrom), asked };
    return { code: `not-enough-${takenFrom}`, facts };
  }
  const { available, committed } = level;
  return { code: "not-enough", facts: { ...names, available, committed, asked } };
}
