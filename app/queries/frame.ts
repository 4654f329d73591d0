import { inShop } from "#app/db/in-shop-transaction.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { hasBooks } from "./book-list.ts";
import { flaggedCount } from "./flagged-count.ts";
import { unreadNews } from "./news-list.ts";
import { countRequests, type RequestCounts } from "./request-counts.ts";
import { countTasks } from "./task-counts.ts";

export type Frame = {
  tasks: number;
  hasBooks: boolean;
  requests: RequestCounts;
  unread: number;
  flagged: number;
};

/** What the navigation around every page says: asked for along with each page, in one packet. */
export function frame(ctx: ShopContext): Promise<Frame> {
  return inShop(ctx.database, ctx.shopId, async (tx) => {
    const [tasks, books, requests, unread, flagged] = await Promise.all([
      countTasks(ctx, tx),
      hasBooks(tx, ctx.shopId),
      countRequests(ctx, tx),
      unreadNews(tx, ctx.person?.userId ?? ""),
      flaggedCount(tx),
    ]);
    return { tasks: tasks.all, hasBooks: books, requests, unread, flagged };
  });
}
