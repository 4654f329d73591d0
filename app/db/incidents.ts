import type { Tx } from "./in-shop-transaction.ts";

export type IncidentRow = { id: string; name: string; note: string; closedAt: Date | null };

/** False when its id is taken. */
export async function insertIncident(
  tx: Tx,
  shopId: string,
  incident: { id: string; name: string; note: string; madeBy: string },
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO incident (shop_id, id, name, note, made_by)
    VALUES (${shopId}::uuid, ${incident.id}::uuid, ${incident.name}, ${incident.note}, ${incident.madeBy})
        ON CONFLICT (shop_id, id) DO NOTHING`;
  return inserted === 1;
}

export async function findIncident(tx: Tx, id: string): Promise<IncidentRow | null> {
  const rows = await tx.$queryRaw<IncidentRow[]>`
    SELECT id, name, note, closed_at AS "closedAt" FROM incident WHERE id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** Whoever changes it or its documents comes one after the other. */
export async function lockIncident(tx: Tx, id: string): Promise<IncidentRow | null> {
  const rows = await tx.$queryRaw<IncidentRow[]>`
    SELECT id, name, note, closed_at AS "closedAt" FROM incident WHERE id = ${id}::uuid FOR UPDATE`;
  return rows[0] ?? null;
}

export async function countOpenIncidents(tx: Tx): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM incident WHERE closed_at IS NULL`;
  return rows[0]?.count ?? 0;
}

export async function markIncident(
  tx: Tx,
  incident: { id: string; name: string; note: string; closed: boolean },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE incident SET name = ${incident.name}, note = ${incident.note},
           closed_at = CASE WHEN ${incident.closed} THEN coalesce(closed_at, clock_timestamp()) END
     WHERE id = ${incident.id}::uuid`;
}

export async function countIncidentDocuments(tx: Tx, incidentId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM incident_document WHERE incident_id = ${incidentId}::uuid`;
  return rows[0]?.count ?? 0;
}

/** Of these, the documents that are there and belong to another incident or to none; with where they are. */
export async function listTags(
  tx: Tx,
  documentIds: string[],
): Promise<{ documentId: string; incidentId: string | null }[]> {
  return tx.$queryRaw`
    SELECT d.id AS "documentId", t.incident_id AS "incidentId"
      FROM document d LEFT JOIN incident_document t ON t.shop_id = d.shop_id AND t.document_id = d.id
     WHERE d.id = ANY(${documentIds}::uuid[]) ORDER BY d.id`;
}

/** In the order of their ids, or two that tag the same documents could wait for each other. */
export async function upsertTags(
  tx: Tx,
  shopId: string,
  tags: { incidentId: string; documentIds: string[]; personId: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO incident_document AS t (shop_id, document_id, incident_id, tagged_by)
    SELECT ${shopId}::uuid, x.id, ${tags.incidentId}::uuid, ${tags.personId}
      FROM unnest(${tags.documentIds}::uuid[]) AS x(id) ORDER BY x.id
        ON CONFLICT (shop_id, document_id) DO UPDATE
       SET incident_id = excluded.incident_id, tagged_by = excluded.tagged_by, tagged_at = clock_timestamp()
     WHERE t.incident_id <> excluded.incident_id`;
}

export async function deleteTags(tx: Tx, documentIds: string[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM incident_document WHERE document_id = ANY(${documentIds}::uuid[])`;
}
