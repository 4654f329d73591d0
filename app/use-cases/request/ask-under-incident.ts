import { inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { lockIncident, wasEverPlaced } from "#app/db/incidents.ts";
import { lockRequest, markAskedUnder } from "#app/db/requests.ts";
import { isOpen } from "#app/domain/approval/request.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { noteAct } from "../audit/note-act.ts";
import type { ShopContext } from "../shop-context.ts";

/** Sent again, a form leaves it where its person has put it since, also under none. */
type Wish = { id: string; incidentId: string | null; first?: boolean };

/** What one has asked for is to belong to an incident, or to none; its document does once it is there. */
export async function askUnderIncident(ctx: ShopContext, wish: Wish): Promise<Result<{ id: string }>> {
  return inShopTransaction(ctx.database, ctx.shopId, (tx) => askIn(ctx, tx, wish));
}

async function askIn(ctx: ShopContext, tx: Tx, wish: Wish): Promise<Result<{ id: string }>> {
  const { id, incidentId, first = true } = wish;
  const request = await lockRequest(tx, id);
  if (!request || request.requester !== ctx.person?.userId) return refuse({ code: "not-found" });
  const bar = barOf(ctx.person, "request");
  if (bar) return refuse(bar);
  const { state, revision, incidentId: from } = request;
  if (from === incidentId) return ok({ id });
  if (!first && (!isOpen(state) || (await wasEverPlaced(tx, id)))) return ok({ id });
  if (!isOpen(state)) return refuse({ code: "request-decided", facts: { state } });
  const incident = incidentId === null ? null : await lockIncident(tx, incidentId);
  if (incidentId !== null && !incident) return refuse({ code: "not-found", at: ["incidentId"] });
  if (incident?.closedAt) return refuse({ code: "incident-closed" });
  await markAskedUnder(tx, id, incidentId);
  await noteAct(ctx, tx, {
    kind: "request-placed",
    subjectId: id,
    facts: { revision, from, to: incidentId },
  });
  return ok({ id });
}
