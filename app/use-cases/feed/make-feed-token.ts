import { createHash, randomBytes } from "node:crypto";
import { insertAuditEvent } from "#app/db/audit-events.ts";
import { countWorkingFeedTokens, insertFeedToken } from "#app/db/feed-tokens.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { FEED_SECRET_BYTES, feedTokenOf } from "#app/domain/feed/feed-token.ts";
import type { MakeTokenCommand } from "#app/domain/feed/token-command.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { seesCost } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";

/** The secret is in this answer and nowhere else: who asks again with the same id learns that it exists. */
export async function makeFeedToken(
  ctx: ShopContext,
  { id, label, scopes, days }: MakeTokenCommand,
): Promise<Result<{ id: string; token: string }>> {
  const { person } = ctx;
  if (!person || !(await mayOpenTheDoor(ctx))) return refuse({ code: "may-not-see-cost" });
  const token = feedTokenOf(randomBytes(FEED_SECRET_BYTES));
  const made = { id, label, scopes, days, secretHash: hashOfToken(token), createdBy: person.userId };
  return inShopTransaction(
    ctx.database,
    ctx.shopId,
    async (tx): Promise<Result<{ id: string; token: string }>> => {
      if ((await countWorkingFeedTokens(tx, ctx.shopId)) >= limits.feedTokensMax)
        return refuse({ code: "too-many-tokens" });
      if (!(await insertFeedToken(tx, ctx.shopId, made))) return refuse({ code: "id-taken", at: ["id"] });
      await insertAuditEvent(tx, ctx.shopId, {
        id: ctx.ids.next(),
        kind: "feed-token-made",
        subjectId: id,
        personId: person.userId,
        at: ctx.clock.now().toISOString(),
        facts: { scopes: [...scopes], days },
      });
      return ok({ id, token });
    },
  );
}

/** Chance of 256 bits needs no salt and no slow hash: nobody guesses what it came from. */
export function hashOfToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** A token shows costs to whoever holds it, so it is given by those who may see them. */
export async function mayOpenTheDoor(ctx: ShopContext): Promise<boolean> {
  if (barOf(ctx.person, "keep-books")) return false;
  return (ctx.person?.accountOwner ?? false) || (await seesCost(ctx, { ask: true }));
}
