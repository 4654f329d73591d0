import type { Pool } from "pg";
import { contextOfShop } from "#app/context.server.ts";
import { listShopsToRemind } from "#app/db/overdue-requests.ts";
import { limits } from "#app/domain/limits.ts";
import { remindOfRequests } from "#app/use-cases/request/remind.ts";

/** Every quarter of an hour: what has waited longer than its shop wants. */
export async function lookAtRequests(owner: Pool): Promise<void> {
  for (const shopId of await listShopsToRemind(owner, limits.sweptAtOnce)) {
    const ctx = await contextOfShop(shopId);
    if (ctx) await remindOfRequests(ctx);
  }
}
