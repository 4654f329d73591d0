import type { OpenAttempt } from "#app/db/attempts.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { markLevelsUnknown } from "#app/db/mirrors.ts";
import { limits } from "#app/domain/limits.ts";
import { isSetAside } from "#app/domain/write-off/taken-from.ts";
import type { AdjustRefusal } from "#app/ports/shopify.ts";
import type { ShopContext } from "../shop-context.ts";

/**
 * What the mirror said of these levels was wrong: a large call reads them again and believes the rest.
 * Shopify may name one of many, so a call that is stale for the second time believes nothing.
 */
export async function forgetStale(
  ctx: ShopContext,
  call: { attempt: OpenAttempt; answer: { refusals: AdjustRefusal[] }; rounds: number },
): Promise<void> {
  const { changes, quantityName } = call.attempt.body;
  if (changes.length <= limits.liveReadLinesMax || isSetAside(quantityName)) return;
  const named = call.answer.refusals.flatMap((refusal) => changes[refusal.change ?? -1] ?? []);
  const wrong = call.rounds === 0 && named.length > 0 ? named : changes;
  await inShopTransaction(ctx.database, ctx.shopId, (tx) => markLevelsUnknown(tx, wrong));
}
