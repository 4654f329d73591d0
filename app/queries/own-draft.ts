import { findOwnDraft } from "#app/db/drafts.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import type { DraftContent } from "#app/domain/draft/draft-content.ts";
import { documentNumberOf, isUuid } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

/** What a form begins with. `over`: it has become a document, or a request that waits. */
export type OwnDraftView = {
  id: string;
  revision: number;
  content: DraftContent;
  over: { number: string | null } | null;
};

/** Null: it is somebody else's, was put away, or never was. */
export async function ownDraft(ctx: ShopContext, id: string): Promise<OwnDraftView | null> {
  if (!isUuid(id)) return null;
  const known = await inShop(ctx.database, ctx.shopId, (tx) => findOwnDraft(tx, id));
  if (!known || known.personId !== ctx.person?.userId || known.state !== "open") return null;
  const { revision, content, number, requested } = known;
  const isOver = number !== null || requested;
  return {
    id,
    revision,
    content,
    over: isOver ? { number: number === null ? null : documentNumberOf(number) } : null,
  };
}

export type BegunDraft = {
  id: string;
  revision: number;
  savedAt: string;
  lineCount: number;
  title: string;
  /** As typed, of its first line. */
  quantity: string;
};

/** What a person has begun and not finished, the latest first. */
export async function begunDrafts(ctx: ShopContext): Promise<BegunDraft[]> {
  const rows = await inShop(
    ctx.database,
    ctx.shopId,
    (tx) =>
      tx.$queryRaw<(Omit<BegunDraft, "savedAt"> & { savedAt: Date })[]>`
      SELECT f.id, f.revision, f.saved_at AS "savedAt", jsonb_array_length(f.content->'lines') AS "lineCount",
             coalesce(f.content#>>'{lines,0,variant,title}', '') AS title,
             coalesce(f.content#>>'{lines,0,quantity}', '') AS quantity
        FROM draft f
       WHERE f.kind = 'own' AND jsonb_array_length(f.content->'lines') > 0 AND f.person_id = ${ctx.person?.userId ?? ""} AND f.state = 'open'
         AND NOT EXISTS (SELECT FROM document d WHERE d.shop_id = f.shop_id AND d.id = f.id)
         AND NOT EXISTS (SELECT FROM request r WHERE r.shop_id = f.shop_id AND r.id = f.id)
       ORDER BY f.saved_at DESC LIMIT ${limits.draftsPerPerson}`,
  );
  return rows.map((row) => ({ ...row, savedAt: row.savedAt.toISOString() }));
}
