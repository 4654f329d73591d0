import { mugShop } from "../../prisma/scenarios/mug-shop.ts";
import type { Scenario, ShopPlan } from "../../prisma/scenarios/scenario.ts";

/** How each sort of beads ends in its ids: as many as one document may have lines. */
export const beadNumbers = Array.from({ length: 250 }, (_, index) => 1000 + index);

/** The mug shop with a wall of 250 sorts of beads, each ten times. */
export function beadShop(plan: ShopPlan): Scenario {
  const walls = [0, 100, 200].map((from) => ({
    id: 8000001000 + from,
    title: `Beads ${from}`,
    variants: beadNumbers.slice(from, from + 100).map((number) => ({
      id: 4000000000 + number,
      itemId: 4100000000 + number,
      options: { Sort: `${number}` },
      cost: "0.333",
      levels: [{ locationId: 7000000001, available: 10 }],
    })),
  }));
  return { ...mugShop, plan, products: [...mugShop.products, ...walls] };
}
