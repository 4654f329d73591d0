import type { Problem } from "../problem.ts";
import { notEnough } from "../write-off/check-quantities.ts";
import {
  findPlace,
  keyOfLevel,
  type Place,
  type Stock,
  type StockPolicy,
  unitsToSpare,
} from "../write-off/stock.ts";
import type { TakenFrom } from "../write-off/taken-from.ts";

type Line = Place & { id: string; takenFrom: TakenFrom; quantity: number };

/**
 * Just before a call the shelf may be another than at submit. In the order of the document, what fits goes
 * and what does not is refused with the numbers; no line is ever made smaller.
 */
export function checkAgain<T extends Line>(
  lines: T[],
  stock: Stock,
  direction: 1 | -1,
  policy: StockPolicy,
): { good: T[]; refused: { line: T; problem: Problem }[] } {
  const taken = new Map<string, number>();
  const good: T[] = [];
  const refused: { line: T; problem: Problem }[] = [];
  for (const line of lines) {
    const place = findPlace(stock, line);
    if ("code" in place) {
      refused.push({ line, problem: place });
      continue;
    }
    const before = taken.get(keyOfLevel(line)) ?? 0;
    const { takenFrom, quantity } = line;
    if (direction < 0 && before + quantity > unitsToSpare(place.level, policy, takenFrom)) {
      refused.push({ line, problem: notEnough(place, quantity, takenFrom) });
      continue;
    }
    taken.set(keyOfLevel(line), before + quantity);
    good.push(line);
  }
  return { good, refused };
}
