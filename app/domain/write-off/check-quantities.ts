import type { Problem } from "../problem.ts";
import { type FoundPlace, keyOfPlace, nameOf, type StockPolicy, unitsToSpare } from "./stock.ts";

/** Lines that share a level share what it holds. Never clamped: too much is refused with the numbers. */
export function checkQuantities(
  lines: (FoundPlace & { position: number; command: { quantity: number } })[],
  policy: StockPolicy,
): Problem[] {
  const asked = new Map<string, number>();
  for (const line of lines) {
    const key = keyOfPlace(line.level);
    asked.set(key, (asked.get(key) ?? 0) + line.command.quantity);
  }
  return lines.flatMap((line) => {
    const total = asked.get(keyOfPlace(line.level)) ?? 0;
    if (total <= unitsToSpare(line.level, policy)) return [];
    return [
      {
        code: "not-enough" as const,
        at: ["lines", line.position, "quantity"],
        facts: notEnoughFacts(line, total),
      },
    ];
  });
}

export function notEnoughFacts(place: FoundPlace, asked: number) {
  return {
    item: nameOf(place.item),
    location: place.location.name,
    available: place.level.available,
    committed: place.level.committed,
    asked,
  };
}
