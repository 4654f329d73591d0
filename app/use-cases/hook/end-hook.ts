import { markHookEnded } from "#app/db/hooks.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { noteAct } from "../audit/note-act.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { lockWorkingHook } from "./hook-of.ts";

/** Nothing is told to it any more, and what waited is dropped; ending it again is refused. */
export async function endHook(
  ctx: ShopContext,
  { hookId }: { hookId: string },
): Promise<Result<{ hookId: string }>> {
  const { person } = ctx;
  const bar = await barredFromMoney(ctx, "keep-books");
  if (!person || bar) return refuse(bar ?? { code: "may-not-see-cost" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ hookId: string }>> => {
    const hook = await lockWorkingHook(tx, hookId);
    if (!hook.ok) return hook;
    await markHookEnded(tx, hookId, person.userId);
    await noteAct(ctx, tx, { kind: "hook-ended", subjectId: hookId, facts: { why: "person" } });
    return ok({ hookId });
  });
}
