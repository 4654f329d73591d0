import { inShop } from "#app/db/in-shop-transaction.ts";
import { markNewsRead } from "#app/db/news.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";

/** One, or all up to the last one that was on the screen: what came meanwhile stays unread. */
export async function readNews(
  ctx: ShopContext,
  wish: { id: string } | { through: bigint },
): Promise<Result<{ read: number }>> {
  const { person } = ctx;
  if (!person) return refuse({ code: "not-found" });
  return ok({ read: await inShop(ctx.database, ctx.shopId, (tx) => markNewsRead(tx, person.userId, wish)) });
}
