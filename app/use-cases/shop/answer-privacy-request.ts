import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import type { ShopContext } from "../shop-context.ts";

/**
 * Nothing about a store's customers is ever kept, so there is nothing to hand out or erase; that it was asked
 * is.
 */
export async function answerPrivacyRequest(
  ctx: ShopContext,
  request: { topic: string; askedAt: Date },
): Promise<void> {
  await inShopTransaction(ctx.database, ctx.shopId, (tx) =>
    insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "privacy-request-answered",
      subjectId: ctx.shopId,
      personId: null,
      at: ctx.clock.now().toISOString(),
      facts: { topic: request.topic, askedAt: request.askedAt.toISOString(), customerDataHeld: false },
    }),
  );
}
