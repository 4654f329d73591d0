import { countOwnDrafts, findOwnDraft, insertOwnDraft, markDraftSaved } from "#app/db/drafts.ts";
import { inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { type AuditValue, canonicalOf } from "#app/domain/audit/event.ts";
import type { DraftContent, SaveDraftCommand } from "#app/domain/draft/draft-content.ts";
import { documentNumberOf } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";

/** `over`: it has become this document meanwhile, and what was typed since is not kept. */
export type Saved = { id: string; revision: number; over?: string };

/**
 * Keeps a form as it is being filled in, for the person who fills it in. The revision says which state was
 * changed: of two windows the second is told instead of writing over the first.
 */
export async function saveDraft(ctx: ShopContext, command: SaveDraftCommand): Promise<Result<Saved>> {
  const { person } = ctx;
  const bar = barOf(person, "request");
  if (!person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  return inShopTransaction(ctx.database, ctx.shopId, (tx) => save(tx, ctx, command, person.userId));
}

async function save(
  tx: Tx,
  { shopId }: ShopContext,
  { id, revision, content }: SaveDraftCommand,
  personId: string,
): Promise<Result<Saved>> {
  const known = await findOwnDraft(tx, id);
  if (known && known.personId !== personId) return refuse({ code: "id-taken", at: ["id"] });
  if (known?.number) return ok({ id, revision: known.revision, over: documentNumberOf(known.number) });
  if (known && isSame(known.content, content) && known.state === "open")
    return ok({ id, revision: known.revision });
  if (known) {
    const saved = await markDraftSaved(tx, { id, personId, revision, content });
    return saved ? ok({ id, revision: revision + 1 }) : refuse({ code: "changed-meanwhile" });
  }
  const most = limits.draftsPerPerson;
  if ((await countOwnDrafts(tx, personId)) >= most)
    return refuse({ code: "too-many-drafts", facts: { most } });
  const made = await insertOwnDraft(tx, shopId, { id, personId, content });
  return made ? ok({ id, revision: 1 }) : refuse({ code: "id-taken", at: ["id"] });
}

function isSame(known: DraftContent, wished: DraftContent): boolean {
  return canonicalOf(known as AuditValue) === canonicalOf(wished as AuditValue);
}
