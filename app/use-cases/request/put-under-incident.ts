import { insertAuditEvent } from "#app/db/audit-events.ts";
import type { Tx } from "#app/db/in-shop-transaction.ts";
import { countIncidentDocuments, lockIncident, upsertTags } from "#app/db/incidents.ts";
import type { RequestHead } from "#app/db/requests.ts";
import { invariant } from "#app/domain/invariant.ts";
import { limits } from "#app/domain/limits.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { ShopContext } from "../shop-context.ts";

/** `outside`: why its document does not come under the incident it was asked for under. */
export type Placing = { incidentId: string | null; outside: Problem | null };

/**
 * Before anything is written: whoever tags documents takes the incident first, too. One that is closed or
 * full by now does not stop what is approved: why it stays outside is told to who approves.
 */
export async function lockAskedIncident(tx: Tx, incidentId: string | null): Promise<Placing> {
  const incident = incidentId === null ? null : await lockIncident(tx, incidentId);
  if (!incident) return { incidentId: null, outside: null };
  const isFull =
    !incident.closedAt && (await countIncidentDocuments(tx, incident.id)) >= limits.documentsPerIncident;
  const code = incident.closedAt ? "incident-closed" : isFull ? "incident-full" : null;
  return { incidentId: incident.id, outside: code && outsideOf(code) };
}

/** As the trail keeps it, told again. */
export function outsideOf(code: Outside): Problem {
  return code === "incident-full" ? { code, facts: { most: limits.documentsPerIncident } } : { code };
}

export type Outside = "incident-closed" | "incident-full";

/**
 * In the commit of its document, or a crash would leave it outside: it was the requester's wish, which the
 * approver saw.
 */
export async function putUnderIncident(
  ctx: ShopContext,
  tx: Tx,
  { request, incidentId }: { request: RequestHead; incidentId: string },
): Promise<void> {
  const { id: documentId, requester } = request;
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
}
