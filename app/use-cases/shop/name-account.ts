import { markAccount } from "#app/db/accounts.ts";
import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import type { NameAccountCommand } from "#app/domain/reason/reason-command.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { storedAccountName } from "#app/locales/default-words.ts";
import type { ShopContext } from "../shop-context.ts";
import { barredFromMoney } from "./see-cost.ts";

/** Gives an account role the name and number it has in the shop's own books. */
export async function nameAccount(
  ctx: ShopContext,
  wish: NameAccountCommand,
): Promise<Result<{ role: string }>> {
  const { person } = ctx;
  const command = { ...wish, name: storedAccountName(wish.name) };
  const bar = await barredFromMoney(ctx, "keep-books");
  if (!person || bar) return refuse(bar ?? { code: "may-not-see-cost" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ role: string }>> => {
    if (!(await markAccount(tx, command)))
      return refuse({ code: "unknown-account", facts: { account: command.role } });
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "account-named",
      subjectId: ctx.shopId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { ...command },
    });
    return ok({ role: command.role });
  });
}
