import type { DraftContent } from "#app/domain/draft/draft-content.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type OwnDraft = {
  id: string;
  personId: string;
  content: DraftContent;
  revision: number;
  state: "open" | "discarded";
  savedAt: Date;
  /** The document it has become. */
  number: number | null;
  /** It waits for a second person, or did. */
  requested: boolean;
};

export async function findOwnDraft(tx: Tx, id: string): Promise<OwnDraft | null> {
  const rows = await tx.$queryRaw<OwnDraft[]>`
    SELECT f.id, f.person_id AS "personId", f.content, f.revision, f.state, f.saved_at AS "savedAt", d.number,
           EXISTS (SELECT FROM request r WHERE r.shop_id = f.shop_id AND r.id = f.id) AS requested
      FROM draft f LEFT JOIN document d ON d.shop_id = f.shop_id AND d.id = f.id
     WHERE f.id = ${id}::uuid AND f.kind = 'own'`;
  return rows[0] ?? null;
}

/** False when its id is taken. */
export async function insertOwnDraft(
  tx: Tx,
  shopId: string,
  draft: { id: string; personId: string; content: DraftContent },
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO draft (shop_id, id, kind, person_id, content)
    VALUES (${shopId}::uuid, ${draft.id}::uuid, 'own', ${draft.personId},
            ${JSON.stringify(draft.content)}::jsonb)
        ON CONFLICT (shop_id, id) DO NOTHING`;
  return inserted === 1;
}

/** False when somebody, or another window, has saved it since. */
export async function markDraftSaved(
  tx: Tx,
  draft: { id: string; personId: string; revision: number; content: DraftContent },
): Promise<boolean> {
  const saved = await tx.$executeRaw`
    UPDATE draft SET content = ${JSON.stringify(draft.content)}::jsonb, revision = revision + 1,
           saved_at = clock_timestamp()
     WHERE id = ${draft.id}::uuid AND kind = 'own' AND person_id = ${draft.personId} AND state = 'open'
       AND revision = ${draft.revision}`;
  return saved === 1;
}

export async function markDraftDiscarded(tx: Tx, id: string, personId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE draft SET state = 'discarded', saved_at = clock_timestamp()
     WHERE id = ${id}::uuid AND kind = 'own' AND person_id = ${personId} AND state = 'open'`;
}

export async function countOwnDrafts(tx: Tx, personId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM draft f
     WHERE f.kind = 'own' AND f.person_id = ${personId} AND f.state = 'open'
       AND NOT EXISTS (SELECT FROM document d WHERE d.shop_id = f.shop_id AND d.id = f.id)
       AND NOT EXISTS (SELECT FROM request r WHERE r.shop_id = f.shop_id AND r.id = f.id)`;
  return rows[0]?.count ?? 0;
}
