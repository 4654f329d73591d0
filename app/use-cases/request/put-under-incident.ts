import { insertAuditEvent } from "#app/db/audit-events.ts";
import type { Tx } from "#app/db/in-shop-transaction.ts";
import { countIncidentDocuments, type IncidentRow, lockIncident, upsertTags } from "#app/db/incidents.ts";
import type { RequestHead } from "#app/db/requests.ts";
import { invariant } from "#app/domain/invariant.ts";
import { limits } from "#app/domain/limits.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { ShopContext } from "../shop-context.ts";

/** Before anything is written: whoever tags documents takes the incident first, too. */
export async function lockAskedIncident(tx: Tx, incidentId: string | null): Promise<IncidentRow | null> {
  return incidentId === null ? null : lockIncident(tx, incidentId);
}

/**
 * In the commit of its document, or a crash would leave it outside: it was the requester's wish, which the
 * approver saw. As for any document, an incident that is closed or full by now does not stop
 * it: why it stayed outside is told to who approves.
 */
export async function putUnderIncident(
  ctx: ShopContext,
  tx: Tx,
  { request, incident }: { request: RequestHead; incident: IncidentRow },
): Promise<Problem | null> {
  const { id: documentId, requester } = request;
  const { id: incidentId } = incident;
  const most = limits.documentsPerIncident;
  if (incident.closedAt) return { code: "incident-closed" };
  if ((await countIncidentDocuments(tx, incidentId)) >= most)
    return { code: "incident-full", facts: { most } };
  invariant(ctx.person, "who approves is here");
  await upsertTags(tx, ctx.shopId, { incidentId, documentIds: [documentId], personId: requester });
  await insertAuditEvent(tx, ctx.shopId, {
    id: ctx.ids.next(),
    kind: "incident-tagged",
    subjectId: incidentId,
    personId: requester,
    at: ctx.clock.now().toISOString(),
    facts: { joined: [documentId], left: [], approvedBy: ctx.person.userId },
  });
  return null;
}
