import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import type { HookTrouble } from "#app/domain/hook/event.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { lockWorkingHook, secretsOf } from "./hook-of.ts";

export type HookTested =
  | { taken: true; status: number }
  | { taken: false; trouble: HookTrouble; status: number | null; words: string };

/**
 * Something that says nothing but that it is a test, signed like everything else. A person waits for the
 * answer; it is sent once, and whatever comes of it changes nothing about the hook.
 */
export async function testHook(
  ctx: ShopContext,
  { hookId }: { hookId: string },
): Promise<Result<HookTested>> {
  const bar = await barredFromMoney(ctx, "keep-books");
  if (bar) return refuse(bar);
  const hook = await inShopTransaction(ctx.database, ctx.shopId, (tx) => lockWorkingHook(tx, hookId));
  if (!hook.ok) return hook;
  const deliveryId = ctx.ids.next();
  const queuedAt = ctx.clock.now().toISOString();
  const body = JSON.stringify({ id: deliveryId, event: "hook.test", shop: ctx.domain, queuedAt });
  const answer = await ctx.hooks.post({
    hookId,
    url: hook.value.url,
    deliveryId,
    body,
    secrets: secretsOf(hook.value),
  });
  if (answer.kind === "taken") return ok({ taken: true, status: answer.status });
  const { trouble, status, words } = answer;
  return ok({ taken: false, trouble, status, words });
}
