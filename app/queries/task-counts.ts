import { inShop } from "#app/db/in-shop-transaction.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type TaskCounts = { unknown: number; needsValue: number; refused: number; all: number };

/** Counted from the three partial indexes, which hold open tasks and nothing else. */
export async function taskCounts(ctx: ShopContext): Promise<TaskCounts> {
  const rows = await inShop(
    ctx.database,
    ctx.shopId,
    (tx) => tx.$queryRaw<Omit<TaskCounts, "all">[]>`
      SELECT
        (SELECT count(*)::int FROM adjustment a WHERE a.shop_id = ${ctx.shopId}::uuid AND a.state = 'unknown')
          AS unknown,
        (SELECT count(*)::int FROM document_line l WHERE l.shop_id = ${ctx.shopId}::uuid
          AND l.fate = 'applied' AND l.unit_cost IS NULL AND l.reverses_line_id IS NULL) AS "needsValue",
        (SELECT count(*)::int FROM document_line l WHERE l.shop_id = ${ctx.shopId}::uuid
          AND l.fate = 'refused' AND l.acknowledged_at IS NULL) AS refused`,
  );
  const { unknown, needsValue, refused } = rows[0] ?? { unknown: 0, needsValue: 0, refused: 0 };
  return { unknown, needsValue, refused, all: unknown + needsValue + refused };
}
