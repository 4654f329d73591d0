import { markDraftDiscarded } from "#app/db/drafts.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import type { DiscardDraftCommand } from "#app/domain/draft/draft-content.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";

/** A form that nobody will finish; putting it away twice is putting it away. */
export async function discardDraft(
  ctx: ShopContext,
  command: DiscardDraftCommand,
): Promise<Result<{ id: string }>> {
  const { person } = ctx;
  if (!person) return refuse({ code: "may-not-write-off" });
  await inShopTransaction(ctx.database, ctx.shopId, (tx) =>
    markDraftDiscarded(tx, command.id, person.userId),
  );
  return ok({ id: command.id });
}
