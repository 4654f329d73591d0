import { findAddressKey, ticketFor } from "#app/db/address-keys.ts";
import { findHolder } from "#app/db/evidence.ts";
import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import type { OwnerKind } from "#app/domain/evidence/evidence-command.ts";
import { barToAdd, withdrawableOf } from "#app/domain/evidence/holder.ts";
import { isShownInline, type MediaType } from "#app/domain/evidence/read-file.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type EvidenceView = {
  id: string;
  ownerKind: OwnerKind;
  ownerId: string;
  name: string;
  mediaType: MediaType;
  size: number;
  sha256: string;
  width: number | null;
  height: number | null;
  addedAt: string;
  addedBy: { id: string; name: string } | null;
  /** Came when the document was there already: nobody decided anything with it before their eyes. */
  later: boolean;
  withdrawn: { cause: string; at: string; by: string } | null;
  erased: { cause: string; at: string; by: string } | null;
  /** Good for half an hour; null when there is nothing left to see. */
  address: string | null;
  /** Whether a browser shows it in its place. */
  isShown: boolean;
};

type Row = Omit<EvidenceView, "address" | "isShown" | "addedAt"> & { addedAt: Date };

/** What hangs on these, the oldest first, each with an address of its own. */
export async function evidenceOf(ctx: ShopContext, ownerIds: string[]): Promise<EvidenceView[]> {
  return inShop(ctx.database, ctx.shopId, (tx) => evidenceIn(ctx, tx, ownerIds));
}

/** The same of one thing, with what this person may do about it: as its doors will say. */
export async function evidenceHeld(ctx: ShopContext, ownerId: string) {
  const { database, shopId, person } = ctx;
  const [evidence, holder] = await inShop(database, shopId, (tx) =>
    Promise.all([evidenceIn(ctx, tx, [ownerId]), findHolder(tx, ownerId)]),
  );
  const mayWithdraw = withdrawableOf(person, holder, evidence);
  return { evidence, mayAdd: barToAdd(person, holder) === null, mayWithdraw };
}

export async function evidenceIn(
  ctx: Pick<ShopContext, "shopId" | "clock">,
  tx: Tx,
  ownerIds: string[],
): Promise<EvidenceView[]> {
  const rows = await evidenceRows(tx, ownerIds);
  if (rows.length === 0) return [];
  const signer = { key: await findAddressKey(tx, ctx.shopId), shopId: ctx.shopId };
  const until = new Date(ctx.clock.now().getTime() + limits.fileAddressMs);
  return rows.map((row) => ({
    ...row,
    addedAt: row.addedAt.toISOString(),
    address: row.erased ? null : `/files/evidence/${ticketFor(signer, `evidence ${row.id}`, until)}`,
    isShown: isShownInline(row.mediaType),
  }));
}

export async function noteAddressOf(ctx: ShopContext, tx: Tx, documentId: string): Promise<string> {
  const signer = { key: await findAddressKey(tx, ctx.shopId), shopId: ctx.shopId };
  const until = new Date(ctx.clock.now().getTime() + limits.fileAddressMs);
  return `/files/note/${ticketFor(signer, `note ${documentId} ${ctx.person?.locale ?? "en"}`, until)}`;
}

function evidenceRows(tx: Tx, ownerIds: string[]): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    SELECT e.id, e.owner_kind AS "ownerKind", e.owner_id AS "ownerId", e.file_name AS name,
      e.media_type AS "mediaType", f.size, encode(e.sha256, 'hex') AS sha256, e.width, e.height,
      e.added_at AS "addedAt",
      coalesce((SELECT d.created_at < e.added_at FROM document d WHERE d.shop_id = e.shop_id AND d.id =
        coalesce((SELECT l.document_id FROM document_line l
          WHERE l.shop_id = e.shop_id AND l.id = e.owner_id), e.owner_id)), false) AS later,
      CASE WHEN e.added_by IS NOT NULL
        THEN json_build_object('id', e.added_by, 'name', coalesce(p.name, '')) END AS "addedBy",
      CASE WHEN w.evidence_id IS NOT NULL THEN json_build_object('cause', w.cause, 'at', w.withdrawn_at,
        'by', coalesce((SELECT q.name FROM person q WHERE q.shop_id = e.shop_id
          AND q.user_id = w.withdrawn_by), '')) END AS withdrawn,
      CASE WHEN f.erased_at IS NOT NULL THEN json_build_object('cause', f.erased_cause, 'at', f.erased_at,
        'by', coalesce((SELECT q.name FROM person q WHERE q.shop_id = e.shop_id
          AND q.user_id = f.erased_by), '')) END AS erased
    FROM evidence e
    JOIN kept_file f ON f.shop_id = e.shop_id AND f.sha256 = e.sha256
    LEFT JOIN person p ON p.shop_id = e.shop_id AND p.user_id = e.added_by
    LEFT JOIN evidence_withdrawal w ON w.shop_id = e.shop_id AND w.evidence_id = e.id
    WHERE e.owner_id = ANY(${ownerIds}::uuid[])
    ORDER BY e.added_at, e.id`;
}
