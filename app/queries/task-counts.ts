import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { countBookTasks } from "./book-tasks.ts";
import { countHookTasks } from "./hook-tasks.ts";

export type TaskCounts = {
  unknown: number;
  needsValue: number;
  refused: number;
  books: number;
  deliveries: number;
  hooks: number;
  all: number;
};

export function taskCounts(ctx: ShopContext): Promise<TaskCounts> {
  return inShop(ctx.database, ctx.shopId, (tx) => countTasks(ctx, tx));
}

/** Counted from partial indexes, which hold open tasks and nothing else. */
export async function countTasks(ctx: ShopContext, tx: Tx): Promise<TaskCounts> {
  const [{ unknown, needsValue, refused }, { books, deliveries }, hooks] = await Promise.all([
    countWriteOffTasks(tx, ctx.shopId),
    countBookTasks(ctx, tx),
    countHookTasks(tx, ctx.shopId),
  ]);
  const all = unknown + needsValue + refused + books + deliveries + hooks;
  return { unknown, needsValue, refused, books, deliveries, hooks, all };
}

async function countWriteOffTasks(tx: Tx, shopId: string) {
  const rows = await tx.$queryRaw<Pick<TaskCounts, "unknown" | "needsValue" | "refused">[]>`
    SELECT
      (SELECT count(*)::int FROM adjustment a WHERE a.shop_id = ${shopId}::uuid AND a.state = 'unknown')
        AS unknown,
      (SELECT count(*)::int FROM document_line l WHERE l.shop_id = ${shopId}::uuid
        AND l.fate = 'applied' AND l.unit_cost IS NULL AND l.reverses_line_id IS NULL) AS "needsValue",
      (SELECT count(*)::int FROM document_line l WHERE l.shop_id = ${shopId}::uuid
        AND l.fate = 'refused' AND l.acknowledged_at IS NULL) AS refused`;
  return rows[0] ?? { unknown: 0, needsValue: 0, refused: 0 };
}
