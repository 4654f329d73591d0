import type { Owner, OwnerKind } from "#app/domain/evidence/evidence-command.ts";
import type { Holder } from "#app/domain/evidence/holder.ts";
import type { MediaType } from "#app/domain/evidence/read-file.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type EvidenceRow = {
  id: string;
  ownerKind: OwnerKind;
  ownerId: string;
  /** Of the line it hangs on; null where it hangs on something else. */
  documentId: string | null;
  sha256: Uint8Array;
  size: number;
  mediaType: MediaType;
  fileName: string;
  addedBy: string | null;
  withdrawn: boolean;
  erased: boolean;
};

export type NewEvidence = {
  id: string;
  owner: Owner;
  sha256: Uint8Array;
  mediaType: MediaType;
  fileName: string;
  width: number | null;
  height: number | null;
  addedBy: string | null;
};

export async function findEvidence(tx: Tx, id: string): Promise<EvidenceRow | null> {
  const rows = await tx.$queryRaw<EvidenceRow[]>`
    SELECT e.id, e.owner_kind AS "ownerKind", e.owner_id AS "ownerId", e.sha256, f.size,
           l.document_id AS "documentId", e.media_type AS "mediaType", e.file_name AS "fileName",
           e.added_by AS "addedBy",
           w.evidence_id IS NOT NULL AS withdrawn, f.erased_at IS NOT NULL AS erased
      FROM evidence e
      JOIN kept_file f ON f.shop_id = e.shop_id AND f.sha256 = e.sha256
      LEFT JOIN evidence_withdrawal w ON w.shop_id = e.shop_id AND w.evidence_id = e.id
      LEFT JOIN document_line l ON l.shop_id = e.shop_id AND l.id = e.owner_id
     WHERE e.id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** Whoever submits, approves or changes its photos comes one after the other. */
export async function lockWish(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT hold_wish(${id}::uuid)`;
}

/** Told by the id alone, whatever kind somebody calls it: what counts as its photos is told by the id too. */
export async function findHolder(tx: Tx, ownerId: string): Promise<Holder> {
  const rows = await tx.$queryRaw<(Omit<Holder, "locations"> & { locations: Holder["locations"] | null })[]>`
    WITH thing AS (SELECT coalesce((SELECT l.document_id FROM document_line l WHERE l.id = ${ownerId}::uuid),
      ${ownerId}::uuid) AS id)
    SELECT coalesce(d.submitted_by, r.requester, f.person_id) AS by,
           CASE WHEN d.id IS NOT NULL OR r.state NOT IN ('waiting', 'sent-back') OR i.closed_at IS NOT NULL
                  THEN 'decided'
                WHEN r.id IS NOT NULL OR i.id IS NOT NULL THEN 'waiting'
                WHEN f.id IS NOT NULL THEN 'form' ELSE 'nothing' END AS stage,
           (SELECT json_agg(DISTINCT jsonb_build_object('id', x.location_id, 'name', x.location_name)) FROM (
             SELECT l.location_id, l.location_name FROM document_line l
              WHERE l.document_id = d.id AND ${ownerId}::uuid IN (d.id, l.id)
             UNION ALL SELECT q.location_id, q.location_name FROM request_line q
              WHERE d.id IS NULL AND q.request_id = r.id AND q.revision = r.revision
             UNION ALL SELECT l.location_id, l.location_name FROM incident_document t
              JOIN document_line l ON l.shop_id = t.shop_id AND l.document_id = t.document_id
              WHERE t.incident_id = i.id) x) AS locations
      FROM thing
      LEFT JOIN document d ON d.id = thing.id
      LEFT JOIN request r ON r.id = thing.id
      LEFT JOIN incident i ON i.id = thing.id
      LEFT JOIN draft f ON f.id = thing.id AND f.kind = 'own'`;
  const holder = rows[0] as (typeof rows)[number];
  return { ...holder, locations: holder.locations ?? [] };
}

/** False when the id is taken already. */
export async function insertEvidence(tx: Tx, shopId: string, row: NewEvidence): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO evidence (shop_id, id, owner_kind, owner_id, sha256, media_type, file_name, width, height,
                          added_by)
    VALUES (${shopId}::uuid, ${row.id}::uuid, ${row.owner.kind}, ${row.owner.id}::uuid,
            ${Buffer.from(row.sha256)}, ${row.mediaType}, ${row.fileName}, ${row.width}::int,
            ${row.height}::int, ${row.addedBy})
        ON CONFLICT (shop_id, id) DO NOTHING`;
  return inserted === 1;
}

export type Room = {
  /** Null for what may be to come. */
  lineDocumentId: string | null;
  atOwner: number;
  today: number;
  erased: boolean;
};

/** What stands in the way of one more. */
export async function findRoom(
  tx: Tx,
  { owner, sha256, addedBy }: Pick<NewEvidence, "owner" | "sha256" | "addedBy">,
): Promise<Room> {
  const rows = await tx.$queryRaw<Room[]>`
    SELECT (SELECT l.document_id FROM document_line l WHERE l.id = ${owner.id}::uuid) AS "lineDocumentId",
           (SELECT count(*)::int FROM evidence e WHERE e.owner_id = ${owner.id}::uuid AND NOT EXISTS (
             SELECT FROM evidence_withdrawal w WHERE w.shop_id = e.shop_id AND w.evidence_id = e.id))
             AS "atOwner",
           (SELECT count(*)::int FROM evidence e WHERE e.added_by = ${addedBy}
               AND e.added_at > clock_timestamp() - interval '1 day') AS today,
           EXISTS (SELECT FROM kept_file f WHERE f.sha256 = ${Buffer.from(sha256)}
               AND f.erased_at IS NOT NULL) AS erased`;
  return rows[0] as Room;
}

/** Whether anything that still counts hangs on it. */
export async function hasEvidence(tx: Tx, ownerId: string): Promise<boolean> {
  return (await listCounting(tx, ownerId)).length > 0;
}

/** What was neither withdrawn nor erased; an approval names just these. */
export async function listCounting(tx: Tx, ownerId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM evidence e
      JOIN kept_file f ON f.shop_id = e.shop_id AND f.sha256 = e.sha256 AND f.erased_at IS NULL
     WHERE e.owner_id = ${ownerId}::uuid AND NOT EXISTS (
           SELECT FROM evidence_withdrawal w WHERE w.shop_id = e.shop_id AND w.evidence_id = e.id)
     ORDER BY e.id`;
  return rows.map(({ id }) => id);
}

/** Everything that hangs on by the same bytes: what was erased for one was erased for all. */
export async function listHangings(
  tx: Tx,
  sha256: Uint8Array,
): Promise<{ subjectId: string; evidence: string[] }[]> {
  return tx.$queryRaw`
    SELECT coalesce(l.document_id, e.owner_id) AS "subjectId", array_agg(e.id ORDER BY e.id) AS evidence
      FROM evidence e LEFT JOIN document_line l ON l.shop_id = e.shop_id AND l.id = e.owner_id
     WHERE e.sha256 = ${Buffer.from(sha256)} GROUP BY 1 ORDER BY 1`;
}

/** False when it was withdrawn before. */
export async function insertWithdrawal(
  tx: Tx,
  shopId: string,
  row: { evidenceId: string; cause: string; personId: string },
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO evidence_withdrawal (shop_id, evidence_id, cause, withdrawn_by)
    VALUES (${shopId}::uuid, ${row.evidenceId}::uuid, ${row.cause}, ${row.personId})
        ON CONFLICT (shop_id, evidence_id) DO NOTHING`;
  return inserted === 1;
}

/** How much a pack would hold; none of either where the shop has no such thing. */
export async function findPackSize(
  tx: Tx,
  of: { kind: "document" | "incident"; id: string },
): Promise<{ documents: number; bytes: number }> {
  const rows = await tx.$queryRaw<{ documents: number; bytes: number }[]>`
    WITH chosen AS (
      SELECT d.id FROM document d WHERE ${of.kind} = 'document' AND d.id = ${of.id}::uuid
      UNION ALL SELECT t.document_id FROM incident_document t
       WHERE ${of.kind} = 'incident' AND t.incident_id = ${of.id}::uuid),
    owners AS (SELECT id FROM chosen UNION ALL SELECT ${of.id}::uuid UNION ALL
      SELECT l.id FROM document_line l JOIN chosen c ON c.id = l.document_id)
    SELECT (SELECT count(*)::int FROM chosen) AS documents,
           (SELECT coalesce(sum(f.size), 0)::float8 FROM evidence e
              JOIN kept_file f ON f.shop_id = e.shop_id AND f.sha256 = e.sha256
             WHERE e.owner_id IN (SELECT id FROM owners)) AS bytes`;
  return rows[0] ?? { documents: 0, bytes: 0 };
}
