import { insertAuditEvent } from "#app/db/audit-events.ts";
import { markFeedTokenRevoked } from "#app/db/feed-tokens.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";
import { mayOpenTheDoor } from "./make-feed-token.ts";

/** Ends a token at once, in every process; ending it again changes nothing. */
export async function revokeFeedToken(ctx: ShopContext, id: string): Promise<Result<{ id: string }>> {
  const { person } = ctx;
  if (!person || !(await mayOpenTheDoor(ctx))) return refuse({ code: "may-not-see-cost" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ id: string }>> => {
    const marked = await markFeedTokenRevoked(tx, ctx.shopId, { id, revokedBy: person.userId });
    if (marked === "unknown") return refuse({ code: "not-found" });
    if (marked === "again") return ok({ id });
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "feed-token-revoked",
      subjectId: id,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: {},
    });
    return ok({ id });
  });
}
