import type { Owner, OwnerKind } from "#app/domain/evidence/evidence-command.ts";
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
  /** What it hangs on was submitted: it is part of what was decided about. */
  isSubmitted: boolean;
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
           EXISTS (SELECT FROM document d WHERE d.shop_id = e.shop_id
             AND d.id = coalesce(l.document_id, e.owner_id)) AS "isSubmitted",
           w.evidence_id IS NOT NULL AS withdrawn, f.erased_at IS NOT NULL AS erased
      FROM evidence e
      JOIN kept_file f ON f.shop_id = e.shop_id AND f.sha256 = e.sha256
      LEFT JOIN evidence_withdrawal w ON w.shop_id = e.shop_id AND w.evidence_id = e.id
      LEFT JOIN document_line l ON l.shop_id = e.shop_id AND l.id = e.owner_id
     WHERE e.id = ${id}::uuid`;
  return rows[0] ?? null;
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
           (SELECT count(*)::int FROM evidence e WHERE e.owner_id = ${owner.id}::uuid) AS "atOwner",
           (SELECT count(*)::int FROM evidence e WHERE e.added_by = ${addedBy}
               AND e.added_at > clock_timestamp() - interval '1 day') AS today,
           EXISTS (SELECT FROM kept_file f WHERE f.sha256 = ${Buffer.from(sha256)}
               AND f.erased_at IS NOT NULL) AS erased`;
  return rows[0] as Room;
}

/** Whether anything that still counts hangs on it. */
export async function hasEvidence(tx: Tx, ownerId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT FROM evidence e WHERE e.owner_id = ${ownerId}::uuid AND NOT EXISTS (
      SELECT FROM evidence_withdrawal w WHERE w.shop_id = e.shop_id AND w.evidence_id = e.id)) AS found`;
  return rows[0]?.found ?? false;
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
