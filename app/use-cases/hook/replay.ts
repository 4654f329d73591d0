import { findHookOfDelivery, markReplayed } from "#app/db/hook-deliveries.ts";
import { markHookRested } from "#app/db/hooks.ts";
import { inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { noteAct } from "../audit/note-act.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { insertHookJob, lockWorkingHook } from "./hook-of.ts";

type Replayed = Result<{ replayed: number }>;

/** One delivery once more, also one that was taken: its receiver may have lost it. The id stays. */
export async function replayDelivery(
  ctx: ShopContext,
  { deliveryId }: { deliveryId: string },
): Promise<Replayed> {
  const bar = await barredFromMoney(ctx, "keep-books");
  if (bar) return refuse(bar);
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Replayed> => {
    const hookId = await findHookOfDelivery(tx, deliveryId);
    return hookId ? replay(ctx, tx, { hookId, deliveryId }) : refuse({ code: "not-found" });
  });
}

/** All that a hook has not taken so far, parked or still being tried. */
export async function replayFailed(ctx: ShopContext, { hookId }: { hookId: string }): Promise<Replayed> {
  const bar = await barredFromMoney(ctx, "keep-books");
  if (bar) return refuse(bar);
  return inShopTransaction(ctx.database, ctx.shopId, (tx) => replay(ctx, tx, { hookId, deliveryId: null }));
}

async function replay(
  ctx: ShopContext,
  tx: Tx,
  wanted: { hookId: string; deliveryId: string | null },
): Promise<Replayed> {
  const hook = await lockWorkingHook(tx, wanted.hookId);
  if (!hook.ok) return hook;
  const replayed = await markReplayed(tx, wanted);
  if (replayed === 0) return ok({ replayed });
  await markHookRested(tx, wanted.hookId);
  await insertHookJob(tx, wanted.hookId, 0);
  const facts = { deliveryId: wanted.deliveryId, replayed };
  await noteAct(ctx, tx, { kind: "hook-replayed", subjectId: wanted.hookId, facts });
  return ok({ replayed });
}
