import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { countOpenIncidents, lockIncident, markIncident } from "#app/db/incidents.ts";
import { lockSettings } from "#app/db/shop-settings.ts";
import { barOf } from "#app/domain/approval/role.ts";
import type { ChangeIncidentCommand } from "#app/domain/incident/incident-command.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { noteAct } from "../audit/note-act.ts";
import type { ShopContext } from "../shop-context.ts";

/** Its name and note, and whether it is over. What is over can be opened again. */
export async function changeIncident(
  ctx: ShopContext,
  command: ChangeIncidentCommand,
): Promise<Result<{ id: string }>> {
  const bar = barOf(ctx.person, "write-off");
  if (bar) return refuse(bar);
  const { id, name, note, closed } = command;
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ id: string }>> => {
    await lockSettings(tx);
    const known = await lockIncident(tx, id);
    if (!known) return refuse({ code: "not-found" });
    const was = known.closedAt !== null;
    if (known.name === name && known.note === note && was === closed) return ok({ id });
    const most = limits.incidentsOpenMax;
    if (was && !closed && (await countOpenIncidents(tx)) >= most)
      return refuse({ code: "too-many-incidents", facts: { most } });
    await markIncident(tx, command);
    const facts = { renamed: known.name !== name, noted: known.note !== note, closed, was };
    await noteAct(ctx, tx, { kind: "incident-changed", subjectId: id, facts });
    return ok({ id });
  });
}
