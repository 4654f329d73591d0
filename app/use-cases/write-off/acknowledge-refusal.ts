import { insertAuditEvent } from "#app/db/audit-events.ts";
import { findLineByPosition, markLineAcknowledged } from "#app/db/document-lines.ts";
import { lockDocument } from "#app/db/documents.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { barElsewhere, barOf } from "#app/domain/approval/role.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { AcknowledgeCommand } from "#app/domain/write-off/task-commands.ts";
import type { ShopContext } from "../shop-context.ts";

/** Somebody has seen that these goods did not leave; the task goes, the record of the refusal stays. */
export async function acknowledgeRefusal(
  ctx: ShopContext,
  command: AcknowledgeCommand,
): Promise<Result<{ documentId: string }>> {
  const { person } = ctx;
  const bar = barOf(person, "write-off");
  if (!person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ documentId: string }>> => {
    if (!(await lockDocument(tx, command.documentId))) return refuse({ code: "not-found" });
    const line = await findLineByPosition(tx, command.documentId, command.position);
    if (line?.fate !== "refused") return refuse({ code: "not-found" });
    const away = barElsewhere(person, [line.location]);
    if (away) return refuse(away);
    if (line.acknowledged) return refuse({ code: "already-acknowledged" });
    await markLineAcknowledged(tx, line.id, person.userId);
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "refusal-acknowledged",
      subjectId: command.documentId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { line: command.position },
    });
    return ok({ documentId: command.documentId });
  });
}
