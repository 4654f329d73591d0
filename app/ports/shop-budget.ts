import type { Lane } from "./shopify.ts";

/** What Shopify says of the shop's budget beside every answer. */
export type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };

/** Points taken for one call, and when: what is heard later is weighed against what others did meanwhile. */
export type PointsTicket = { points: number; window: string; spentEver: number };

export type PointsTaken = { kind: "taken"; ticket: PointsTicket } | { kind: "wait"; waitMs: number };

export type BudgetNews = {
  /** What the call cost in the end; null when nobody said. */
  spent: number | null;
  status: ThrottleStatus | null;
  /** How long Shopify wants to hear nothing at all. */
  pauseMs: number;
};

/** One shop's points, shared by every process that calls its Admin API. */
export interface ShopBudget {
  take(points: number, lane: Lane): Promise<PointsTaken>;
  /**
   * A call that went unanswered is not noted: it may still be on its way and stays counted until it cannot.
   */
  note(ticket: PointsTicket, news: BudgetNews): Promise<void>;
}
