import type { Pool } from "pg";
import { listForsakenHooks } from "#app/db/forsaken-hooks.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { database } from "#app/db.server.ts";
import { limits } from "#app/domain/limits.ts";
import { log } from "#app/log.server.ts";
import { deliverHook } from "#app/use-cases/hook/deliver-hook.ts";
import { insertHookJob } from "#app/use-cases/hook/hook-of.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

const BUSY_MS = 2_000;
let running = 0;

/** Strangers' machines may be slow: only some of a process's jobs may wait for them at a time. */
export async function deliverHooks(ctx: ShopContext, hookId: string): Promise<void> {
  if (running >= limits.hookRunsAtOnce) {
    await inShopTransaction(ctx.database, ctx.shopId, (tx) => insertHookJob(tx, hookId, BUSY_MS));
    return;
  }
  running += 1;
  try {
    await deliverHook(ctx, hookId);
  } finally {
    running -= 1;
  }
}

/** Every quarter of an hour: what is due and has no job, whatever became of it. */
export async function lookAtHooks(owner: Pool): Promise<void> {
  for (const { shopId, hookId } of await listForsakenHooks(owner, limits.sweptAtOnce)) {
    log.warn({ shopId, hookId }, "A hook had deliveries due and no job");
    await inShopTransaction(database, shopId, (tx) => insertHookJob(tx, hookId, 0));
  }
}
