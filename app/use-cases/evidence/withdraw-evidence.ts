import { findEvidence, findHolder, insertWithdrawal, lockWish } from "#app/db/evidence.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import type { WithdrawEvidenceCommand } from "#app/domain/evidence/evidence-command.ts";
import { barToWithdraw } from "#app/domain/evidence/holder.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { noteAct } from "../audit/note-act.ts";
import type { ShopContext } from "../shop-context.ts";

/** It counts no more and is still there: by who added it until something is decided, or by who approves. */
export async function withdrawEvidence(
  ctx: ShopContext,
  { id, cause }: WithdrawEvidenceCommand,
): Promise<Result<{ id: string }>> {
  const { person } = ctx;
  if (!person) return refuse({ code: "may-not-write-off" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ id: string }>> => {
    const evidence = await findEvidence(tx, id);
    if (!evidence) return refuse({ code: "not-found" });
    await lockWish(tx, evidence.documentId ?? evidence.ownerId);
    const bar = barToWithdraw(person, await findHolder(tx, evidence.ownerId), evidence.addedBy);
    if (bar) return refuse(bar);
    if (!(await insertWithdrawal(tx, ctx.shopId, { evidenceId: id, cause, personId: person.userId })))
      return refuse({ code: "already-withdrawn" });
    await noteAct(ctx, tx, {
      kind: "evidence-withdrawn",
      subjectId: evidence.documentId ?? evidence.ownerId,
      facts: { evidence: id, sha256: Buffer.from(evidence.sha256).toString("hex") },
    });
    return ok({ id });
  });
}
