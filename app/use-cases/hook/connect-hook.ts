import { countWorkingHooks, insertHook, lockForNewHook } from "#app/db/hooks.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import type { ConnectHookCommand } from "#app/domain/hook/command.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { noteAct } from "../audit/note-act.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";

/**
 * From here on the address is told of everything it asks for. The secret is in this answer and nowhere else.
 */
export async function connectHook(
  ctx: ShopContext,
  command: ConnectHookCommand,
): Promise<Result<{ id: string; secret: string }>> {
  const { person } = ctx;
  const bar = await barredFromMoney(ctx, "keep-books");
  if (!person || bar) return refuse(bar ?? { code: "may-not-see-cost" });
  const why = await ctx.hooks.refusalOf(command.url);
  if (why) return refuse({ code: why, at: ["url"] });
  const { id, label, url, events } = command;
  const { secret, sealed } = ctx.hooks.newSecret(id);
  const hook = { id, label, url, events, sealed, createdBy: person.userId };
  return inShopTransaction(
    ctx.database,
    ctx.shopId,
    async (tx): Promise<Result<{ id: string; secret: string }>> => {
      await lockForNewHook(tx, ctx.shopId);
      if ((await countWorkingHooks(tx)) >= limits.hooksMax)
        return refuse({ code: "too-many-hooks", facts: { most: limits.hooksMax } });
      if (!(await insertHook(tx, ctx.shopId, hook))) return refuse({ code: "id-taken", at: ["id"] });
      // The path of an address may be a secret of its receiver's, and the trail is for every auditor.
      const facts = { host: new URL(url).host, events: [...events] };
      await noteAct(ctx, tx, { kind: "hook-made", subjectId: id, facts });
      return ok({ id, secret });
    },
  );
}
