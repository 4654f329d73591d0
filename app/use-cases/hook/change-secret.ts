import { markSecretChanged } from "#app/db/hooks.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { noteAct } from "../audit/note-act.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { lockWorkingHook } from "./hook-of.ts";

/**
 * Another secret, told once. For a day what is sent is signed with both, so that a receiver may change over
 * at any hour of it; changed twice, the first one is worth nothing at once.
 */
export async function changeHookSecret(
  ctx: ShopContext,
  { hookId }: { hookId: string },
): Promise<Result<{ hookId: string; secret: string }>> {
  const bar = await barredFromMoney(ctx, "keep-books");
  if (bar) return refuse(bar);
  const { secret, sealed } = ctx.hooks.newSecret(hookId);
  return inShopTransaction(
    ctx.database,
    ctx.shopId,
    async (tx): Promise<Result<{ hookId: string; secret: string }>> => {
      const hook = await lockWorkingHook(tx, hookId);
      if (!hook.ok) return hook;
      await markSecretChanged(tx, { hookId, sealed, overlapMs: limits.hookSecretOverlapMs });
      await noteAct(ctx, tx, { kind: "hook-secret-changed", subjectId: hookId, facts: {} });
      return ok({ hookId, secret });
    },
  );
}
