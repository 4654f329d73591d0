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

type Tag = {
  documentId: string;
  incidentId: string | null;
  submittedBy: string;
  locations: { id: string; name: string }[];
};

/** Of these, the documents that are there, with the incident each belongs to and where their goods are. */
export async function listTags(tx: Tx, documentIds: string[]): Promise<Tag[]> {
  return tx.$queryRaw`
    SELECT d.id AS "documentId", t.incident_id AS "incidentId", d.submitted_by AS "submittedBy",
           (SELECT json_agg(DISTINCT jsonb_build_object('id', l.location_id, 'name', l.location_name))
              FROM document_line l WHERE l.shop_id = d.shop_id AND l.document_id = d.id) AS locations
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

type Tagging = { fingerprint: string | null; tagged: number };

/** What a wish did when it was first sent, by the act that has its id. */
export async function findTagging(tx: Tx, id: string): Promise<Tagging | null> {
  const rows = await tx.$queryRaw<Tagging[]>`
    SELECT CASE kind WHEN 'incident-tagged' THEN facts ->> 'fingerprint' END AS fingerprint,
           coalesce((facts ->> 'tagged')::int, 0) AS tagged
      FROM audit_event, jsonb_extract_path(canonical::jsonb, 'facts') AS facts WHERE id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** Also where it was taken out again since. */
export async function wasEverUnder(
  tx: Tx,
  { incidentId, documentId }: { incidentId: string; documentId: string },
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ was: boolean }[]>`
    SELECT EXISTS (SELECT FROM audit_event
      WHERE subject_id = ${incidentId}::uuid AND kind = 'incident-tagged'
        AND canonical::jsonb #> '{facts,joined}' @> to_jsonb(${documentId}::text)) AS was`;
  return rows[0]?.was ?? false;
}

/** A request that somebody has put under an incident or taken out of one. */
export async function wasEverPlaced(tx: Tx, requestId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ was: boolean }[]>`
    SELECT EXISTS (SELECT FROM audit_event
      WHERE subject_id = ${requestId}::uuid AND kind = 'request-placed') AS was`;
  return rows[0]?.was ?? false;
}

/** Why the document of an approved request did not come under its incident. */
export async function findApprovedOutside(
  tx: Tx,
  requestId: string,
): Promise<"incident-closed" | "incident-full" | null> {
  const rows = await tx.$queryRaw<{ code: "incident-closed" | "incident-full" | null }[]>`
    SELECT canonical::jsonb #>> '{facts,outside}' AS code FROM audit_event
     WHERE subject_id = ${requestId}::uuid AND kind = 'request-approved'`;
  return rows[0]?.code ?? null;
}
