import type { Problem } from "../problem.ts";
import { notEnoughFacts } from "../write-off/check-quantities.ts";
import {
  findPlace,
  keyOfPlace,
  type Place,
  type Stock,
  type StockPolicy,
  unitsToSpare,
} from "../write-off/stock.ts";

type Line = Place & { id: string; quantity: number };

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
    const before = taken.get(keyOfPlace(line)) ?? 0;
    if (direction < 0 && before + line.quantity > unitsToSpare(place.level, policy)) {
      refused.push({ line, problem: { code: "not-enough", facts: notEnoughFacts(place, line.quantity) } });
      continue;
    }
    taken.set(keyOfPlace(line), before + line.quantity);
    good.push(line);
  }
  return { good, refused };
}
