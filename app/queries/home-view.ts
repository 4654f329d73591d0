import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { type TaskCounts, taskCounts } from "./task-counts.ts";
import { type WriteOffList, writeOffList } from "./write-off-list.ts";

export type HomeView = { latest: WriteOffList; tasks: TaskCounts };

const LATEST_SHOWN = 5;

/** Where a person begins: what happened last, and what waits for somebody. */
export async function homeView(ctx: ShopContext, { seesCost }: { seesCost: boolean }): Promise<HomeView> {
  const [latest, tasks] = await Promise.all([
    writeOffList(ctx, { filter: {}, seesCost, pageSize: LATEST_SHOWN }),
    taskCounts(ctx),
  ]);
  return { latest, tasks };
}
