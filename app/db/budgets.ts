import { limits } from "#app/domain/limits.ts";
import type { BudgetNews, PointsTaken, PointsTicket, ShopBudget } from "#app/ports/shop-budget.ts";
import type { Lane } from "#app/ports/shopify.ts";
import type { Database } from "./in-shop-transaction.ts";

type TakenRow = { wait_ms: number; points: number; flight_window: bigint; spent_ever: number };

/**
 * The budget every process of this shop shares. Each step is one statement and its own transaction, which
 * does not wait for the disk: what a crash of the database forgets, Shopify's next answer tells again.
 */
export function shopBudget(database: Database, shopId: string): ShopBudget {
  return {
    take: (points, lane) => takePoints(database, shopId, { points, lane }),
    note: (ticket, news) => notePoints(database, shopId, { ticket, news }),
  };
}

export async function takePoints(
  database: Database,
  shopId: string,
  { points, lane }: { points: number; lane: Lane },
): Promise<PointsTaken> {
  const kept = lane === "batch" ? limits.pointsKeptForPeople : 0;
  const [row] = await database.$queryRaw<TakenRow[]>`
    SELECT taken.* FROM set_config('synchronous_commit', 'off', true),
      take_points(${shopId}::uuid, ${points}::float8, ${kept}::float8) taken`;
  if (!row) throw new Error("take_points answered no row");
  if (row.wait_ms > 0) return { kind: "wait", waitMs: row.wait_ms };
  const ticket = { points: row.points, window: String(row.flight_window), spentEver: row.spent_ever };
  return { kind: "taken", ticket };
}

export async function notePoints(
  database: Database,
  shopId: string,
  { ticket, news }: { ticket: PointsTicket; news: BudgetNews },
): Promise<void> {
  const { spent, status, pauseMs } = news;
  await database.$executeRaw`
    SELECT set_config('synchronous_commit', 'off', true),
      note_points(${shopId}::uuid, ${ticket.points}::float8, ${ticket.window}::bigint,
      ${ticket.spentEver}::float8, ${spent}::float8, ${status?.maximumAvailable ?? null}::float8,
      ${status?.currentlyAvailable ?? null}::float8, ${status?.restoreRate ?? null}::float8,
      ${pauseMs}::float8)`;
}
