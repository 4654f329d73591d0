import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { listViews, upsertView, type ViewRow } from "#app/db/list-views.ts";
import { lockSettings } from "#app/db/shop-settings.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { limits } from "#app/domain/limits.ts";
import type { SaveViewCommand } from "#app/domain/list/view-command.ts";
import type { Problem } from "#app/domain/problem.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { PersonContext, ShopContext } from "../shop-context.ts";

/** Makes a view or changes it. What everybody sees is changed by those who write off themselves. */
export async function saveView(ctx: ShopContext, command: SaveViewCommand): Promise<Result<{ id: string }>> {
  const { person } = ctx;
  if (!person) return refuse({ code: "may-not-write-off" });
  const { id, name, query, shared } = command;
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ id: string }>> => {
    await lockSettings(tx);
    const views = await listViews(tx);
    const known = views.find((view) => view.id === id);
    const bar = barOfView(person, known ?? null, shared);
    if (bar) return refuse(bar);
    const mine = views.filter((view) => view.personId === null || view.personId === person.userId);
    if (mine.some((view) => view.id !== id && view.name.toLowerCase() === name.toLowerCase()))
      return refuse({ code: "label-taken", at: ["name"], facts: { label: name } });
    const most = limits.viewsMax;
    if (!known && mine.length >= most) return refuse({ code: "too-many-views", facts: { most } });
    const personId = shared ? null : person.userId;
    await upsertView(tx, ctx.shopId, { id, name, query, personId, madeBy: person.userId });
    return ok({ id });
  });
}

/** Another's own view is nobody's business; a shared one, or one that is to be, wants the right. */
export function barOfView(person: PersonContext, known: ViewRow | null, shared: boolean): Problem | null {
  if (known && known.personId !== null && known.personId !== person.userId) return { code: "not-found" };
  return shared || known?.personId === null ? barOf(person, "write-off") : null;
}
