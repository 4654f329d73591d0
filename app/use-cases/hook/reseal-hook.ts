import { lockHook, markHookResealed } from "#app/db/hooks.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import type { ShopContext } from "../shop-context.ts";

/** The same secrets under the current key; false where it has ended, or no key opens what signs now. */
export async function resealHook(ctx: ShopContext, hookId: string): Promise<boolean> {
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const hook = await lockHook(tx, hookId);
    if (!hook?.keyId || !hook.secret) return false;
    const current = ctx.hooks.reseal(hookId, { keyId: hook.keyId, secret: hook.secret });
    if (!current) return false;
    const { formerKeyId, formerSecret } = hook;
    const former =
      formerKeyId && formerSecret
        ? ctx.hooks.reseal(hookId, { keyId: formerKeyId, secret: formerSecret })
        : null;
    await markHookResealed(tx, hookId, { current, former });
    return true;
  });
}
