import { insertAuditEvent } from "#app/db/audit-events.ts";
import { type EvidenceRow, findEvidence, insertWithdrawal } from "#app/db/evidence.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { barOf } from "#app/domain/approval/role.ts";
import type { WithdrawEvidenceCommand } from "#app/domain/evidence/evidence-command.ts";
import type { Problem } from "#app/domain/problem.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { PersonContext, ShopContext } from "../shop-context.ts";

/** It counts no more and is still there: by whoever added it before it was submitted, or by who approves. */
export async function withdrawEvidence(
  ctx: ShopContext,
  { id, cause }: WithdrawEvidenceCommand,
): Promise<Result<{ id: string }>> {
  const { person } = ctx;
  if (!person) return refuse({ code: "may-not-write-off" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ id: string }>> => {
    const evidence = await findEvidence(tx, id);
    if (!evidence) return refuse({ code: "not-found" });
    const bar = barAt(person, evidence);
    if (bar) return refuse(bar);
    if (!(await insertWithdrawal(tx, ctx.shopId, { evidenceId: id, cause, personId: person.userId })))
      return refuse({ code: "already-withdrawn" });
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "evidence-withdrawn",
      subjectId: evidence.documentId ?? evidence.ownerId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { evidence: id, sha256: Buffer.from(evidence.sha256).toString("hex") },
    });
    return ok({ id });
  });
}

function barAt(person: PersonContext, { addedBy, isSubmitted }: EvidenceRow): Problem | null {
  const bar = barOf(person, "evidence") ?? barOf(person, "request");
  return bar ?? (addedBy === person.userId && !isSubmitted ? null : barOf(person, "approve"));
}
