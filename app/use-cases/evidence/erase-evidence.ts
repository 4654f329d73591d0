import { findEvidence, listHangings, lockWish } from "#app/db/evidence.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { eraseFile } from "#app/db/kept-files.ts";
import { barOf } from "#app/domain/approval/role.ts";
import type { WithdrawEvidenceCommand } from "#app/domain/evidence/evidence-command.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { noteAct } from "../audit/note-act.ts";
import type { ShopContext } from "../shop-context.ts";

/**
 * For what must not be kept, such as somebody's face: the bytes go, wherever they were evidence, and
 * the trail of each thing they hung on says so; their hash, who had them erased and why stays.
 */
export async function eraseEvidence(
  ctx: ShopContext,
  { id, cause }: WithdrawEvidenceCommand,
): Promise<Result<{ id: string }>> {
  const { person } = ctx;
  const bar = barOf(person, "people");
  if (!person || bar) return refuse(bar ?? { code: "owner-only" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ id: string }>> => {
    const evidence = await findEvidence(tx, id);
    if (!evidence) return refuse({ code: "not-found" });
    const { sha256 } = evidence;
    const hangings = await listHangings(tx, sha256);
    for (const { subjectId } of hangings) await lockWish(tx, subjectId);
    if (!(await eraseFile(tx, { sha256, cause, personId: person.userId })))
      return refuse({ code: "already-erased" });
    for (const hanging of hangings)
      await noteAct(ctx, tx, {
        kind: "evidence-redacted",
        subjectId: hanging.subjectId,
        facts: { evidence: hanging.evidence, sha256: Buffer.from(sha256).toString("hex") },
      });
    return ok({ id });
  });
}
