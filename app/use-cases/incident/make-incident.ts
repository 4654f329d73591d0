import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { countOpenIncidents, findIncident, insertIncident } from "#app/db/incidents.ts";
import { lockSettings } from "#app/db/shop-settings.ts";
import { barOf } from "#app/domain/approval/role.ts";
import type { MakeIncidentCommand } from "#app/domain/incident/incident-command.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { noteAct } from "../audit/note-act.ts";
import type { ShopContext } from "../shop-context.ts";

/** A name that documents of one event are gathered under; asking again makes no second one. */
export async function makeIncident(
  ctx: ShopContext,
  command: MakeIncidentCommand,
): Promise<Result<{ id: string }>> {
  const { person } = ctx;
  const bar = barOf(person, "write-off");
  if (!person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  const { id, name, note } = command;
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ id: string }>> => {
    await lockSettings(tx);
    const known = await findIncident(tx, id);
    if (known) return known.name === name && known.note === note ? ok({ id }) : refuse({ code: "id-taken" });
    const most = limits.incidentsOpenMax;
    if ((await countOpenIncidents(tx)) >= most)
      return refuse({ code: "too-many-incidents", facts: { most } });
    await insertIncident(tx, ctx.shopId, { id, name, note, madeBy: person.userId });
    // The trail is for every auditor and never changes, and a name may be a person's: it stands in the row.
    await noteAct(ctx, tx, { kind: "incident-made", subjectId: id, facts: {} });
    return ok({ id });
  });
}
