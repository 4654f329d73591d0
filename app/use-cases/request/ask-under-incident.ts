import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { lockIncident } from "#app/db/incidents.ts";
import { lockRequest, markAskedUnder } from "#app/db/requests.ts";
import { isOpen } from "#app/domain/approval/request.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";

/** What one has asked for is to belong to an incident, or to none; its document does once it is there. */
export async function askUnderIncident(
  ctx: ShopContext,
  { id, incidentId }: { id: string; incidentId: string | null },
): Promise<Result<{ id: string }>> {
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ id: string }>> => {
    const request = await lockRequest(tx, id);
    if (!request || request.requester !== ctx.person?.userId) return refuse({ code: "not-found" });
    if (!isOpen(request.state)) return refuse({ code: "request-decided", facts: { state: request.state } });
    if (request.incidentId === incidentId) return ok({ id });
    const incident = incidentId === null ? null : await lockIncident(tx, incidentId);
    if (incidentId !== null && !incident) return refuse({ code: "not-found", at: ["incidentId"] });
    if (incident?.closedAt) return refuse({ code: "incident-closed" });
    await markAskedUnder(tx, id, incidentId);
    return ok({ id });
  });
}
