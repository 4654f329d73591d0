import type { ItemId } from "../ids.ts";
import { limits } from "../limits.ts";
import type { Problem } from "../problem.ts";
import { notEnough } from "../write-off/check-quantities.ts";
import {
  type FoundPlace,
  findPlace,
  type Stock,
  type StockPolicy,
  unitsToSpare,
} from "../write-off/stock.ts";
import type { ProductsCommand } from "./products-command.ts";

export type ProductLine = FoundPlace & { quantity: number };
export type PlannedProducts = { lines: ProductLine[]; left: { title: string; refusal: Problem }[] };

/** What of the products can stand in a form, and why the rest cannot: nothing is left out without a word. */
export function planProducts(
  { locationId, quantity }: ProductsCommand,
  itemIds: ItemId[],
  { stock, policy }: { stock: Stock; policy: StockPolicy },
): PlannedProducts {
  const planned: PlannedProducts = { lines: [], left: [] };
  for (const itemId of itemIds) {
    const place = findPlace(stock, { itemId, locationId });
    if ("code" in place) planned.left.push({ title: titleOf(stock, itemId), refusal: place });
    else {
      const spare = Math.min(unitsToSpare(place.level, policy), limits.quantityMax);
      if (spare >= 1)
        planned.lines.push({ ...place, quantity: quantity === "one" ? 1 : wholeOf(place, spare) });
      else {
        planned.left.push({ title: titleOf(stock, itemId), refusal: notEnough(place, 1) });
      }
    }
  }
  return planned;
}

/** Where levels may go below zero everything is what stands there, and one where nothing does. */
function wholeOf({ level }: FoundPlace, spare: number): number {
  return Math.max(1, Math.min(spare, level.available));
}

function titleOf(stock: Stock, itemId: ItemId): string {
  return stock.items.find((item) => item.itemId === itemId)?.title ?? "";
}
