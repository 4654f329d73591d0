import { findPackSize } from "#app/db/evidence.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { barOf } from "#app/domain/approval/role.ts";
import type { ProofCommand } from "#app/domain/evidence/proof-command.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { noteAct } from "../audit/note-act.ts";
import { sealAudit } from "../audit/seal-audit.ts";
import { seesCost } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { ticketOf } from "./open-address.ts";

/** An address for the pack, in this person's language; that it was taken along is an event too. */
export async function grantProofPack(
  ctx: ShopContext,
  command: ProofCommand,
): Promise<Result<{ ticket: string }>> {
  const { person } = ctx;
  const bar = barOf(person, "evidence");
  if (!person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  // The trail says what goods were valued at, and it proves nothing once a word of it is left out.
  if (!(await seesCost(ctx, { ask: true }))) return refuse({ code: "may-not-see-cost" });
  const granted = await inShopTransaction(
    ctx.database,
    ctx.shopId,
    async (tx): Promise<Result<{ ticket: string }>> => {
      const size = await findPackSize(tx, command);
      if (size.documents === 0) return refuse({ code: "not-found" });
      if (size.documents > limits.packDocumentsMax || size.bytes > limits.packBytesMax)
        return refuse({ code: "pack-too-large", facts: { most: limits.packDocumentsMax } });
      const facts = { of: command.kind, documents: size.documents };
      await noteAct(ctx, tx, { kind: "proof-pack-made", subjectId: command.id, facts });
      const { locale } = person;
      return ok({
        ticket: await ticketOf(ctx, tx, `proof ${JSON.stringify({ ...command, locale })}`),
      });
    },
  );
  if (granted.ok) await sealAudit(ctx);
  return granted;
}
