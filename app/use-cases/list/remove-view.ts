import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { deleteView, listViews } from "#app/db/list-views.ts";
import { lockSettings } from "#app/db/shop-settings.ts";
import type { RemoveViewCommand } from "#app/domain/list/view-command.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";
import { barOfView } from "./save-view.ts";

/** The view goes, and no document with it. Asking again finds it gone, which is what was wanted. */
export async function removeView(
  ctx: ShopContext,
  { id }: RemoveViewCommand,
): Promise<Result<{ id: string }>> {
  const { person } = ctx;
  if (!person) return refuse({ code: "may-not-write-off" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ id: string }>> => {
    await lockSettings(tx);
    const known = (await listViews(tx)).find((view) => view.id === id);
    if (!known) return ok({ id });
    const bar = barOfView(person, known, false);
    if (bar) return refuse(bar);
    await deleteView(tx, id);
    return ok({ id });
  });
}
