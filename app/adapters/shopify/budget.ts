import { limits } from "#app/domain/limits.ts";
import type { PointsTicket, ShopBudget } from "#app/ports/shop-budget.ts";
import type { Lane } from "#app/ports/shopify.ts";
import type { AdminDocument } from "./documents/document.ts";

export type Purse = {
  /** Null with the time to wait when the points cannot be had before `waitMsMax` is over. */
  take(call: Priced, lane: Lane, waitMsMax: number): Promise<PointsTicket | { waitMs: number }>;
  learn(call: Priced, asked: number): void;
};

export type Priced = { document: AdminDocument<never>; variables: Record<string, unknown> };

const prices = new Map<string, number>();

/**
 * Takes a call's points from the shop's budget before it is made, and learns what Shopify really asks for it.
 */
export function createPurse(budget: ShopBudget, sleep: (ms: number) => Promise<unknown>): Purse {
  return {
    async take(call, lane, waitMsMax) {
      const points = priceOf(call);
      const until = performance.now() + waitMsMax;
      for (;;) {
        const taken = await budget.take(points, lane);
        if (taken.kind === "taken") return taken.ticket;
        const waitMs = Math.max(taken.waitMs, limits.budgetTurnMs);
        if (performance.now() + waitMs > until) return { waitMs };
        // Several who wait for the same points must not all wake at the same moment.
        await sleep(waitMs + Math.random() * limits.budgetTurnMs);
      }
    },
    learn: (call, asked) => {
      prices.set(slotOf(call), asked);
    },
  };
}

function priceOf(call: Priced): number {
  return prices.get(slotOf(call)) ?? call.document.points(call.variables as never);
}

/** Two calls of one document cost the same when they are of the same size, and `points` knows sizes. */
function slotOf({ document, variables }: Priced): string {
  return `${document.name} ${document.points(variables as never)}`;
}
