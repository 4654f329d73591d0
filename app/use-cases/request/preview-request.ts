import { inShop } from "#app/db/in-shop-transaction.ts";
import { findRequest } from "#app/db/requests.ts";
import { isOpen } from "#app/domain/approval/request.ts";
import type { SecondReason } from "#app/domain/approval/rule.ts";
import { ok, type Result } from "#app/domain/result.ts";
import type { WriteOffPlan } from "#app/domain/write-off/plan.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { ShopContext } from "../shop-context.ts";
import { rememberStock } from "../write-off/gather-stock.ts";
import { planAsked } from "./plan-asked.ts";
import { reasonsNow } from "./reasons-now.ts";

export type PreviewedRequest = { plan: WriteOffPlan; found: SecondReason[] };

/**
 * What an approval would do now, and what was found while it was planned; null where nothing is to be
 * decided, or Shopify does not answer.
 */
export async function previewRequest(ctx: ShopContext, id: string): Promise<Result<PreviewedRequest> | null> {
  const request = await inShop(ctx.database, ctx.shopId, (tx) => findRequest(tx, id));
  if (!request || !isOpen(request.state)) return null;
  try {
    const planned = await planAsked(ctx, request);
    if (!planned.ok) return planned;
    await rememberStock(ctx, planned.value.stock.read);
    return ok({ plan: planned.value.plan, found: reasonsNow(ctx, request, planned.value) });
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    ctx.log.warn({ kind: error.kind }, "Shopify did not say what a request would change now");
    return null;
  }
}
