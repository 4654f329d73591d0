import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { listReasons, markReason } from "#app/db/reasons.ts";
import { lockSettings } from "#app/db/shop-settings.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { isLabelTaken } from "#app/domain/reason/reason.ts";
import type { ChangeReasonCommand } from "#app/domain/reason/reason-command.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { storedReasonLabel } from "#app/locales/default-words.ts";
import type { ShopContext } from "../shop-context.ts";
import { seesCost } from "./see-cost.ts";

/**
 * Documents keep what a reason was when they were made. Which account a loss goes to is for those who see
 * what it costs.
 */
export async function changeReason(
  ctx: ShopContext,
  wish: ChangeReasonCommand,
): Promise<Result<{ id: string }>> {
  const { person } = ctx;
  const command = { ...wish, label: storedReasonLabel(wish.label) };
  if (!person?.mayWriteOff) return refuse({ code: "may-not-write-off" });
  const bar = barOf(person, "settings");
  if (bar) return refuse(bar);
  const elsewhere = await booksElsewhere(ctx, command);
  if (elsewhere && !(await seesCost(ctx, { ask: true })))
    return refuse({ code: "may-not-see-cost", at: [elsewhere] });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ id: string }>> => {
    await lockSettings(tx);
    const reasons = await listReasons(tx);
    const known = reasons.find(({ id }) => id === command.id);
    if (!known) return refuse({ code: "unknown-reason", facts: { reason: command.id } });
    const { label } = command;
    const renamed = label !== known.label || (known.archived && !command.archived);
    if (renamed && isLabelTaken(reasons, command))
      return refuse({ code: "label-taken", at: ["label"], facts: { label } });
    const {
      materialRole = known.materialRole,
      shopifyReason = known.shopifyReason,
      kinds = known.kinds,
      needsEvidence = known.needsEvidence,
    } = command;
    const kept = { materialRole, shopifyReason, kinds, needsEvidence };
    await markReason(tx, { ...known, ...command, ...kept });
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "reason-changed",
      subjectId: ctx.shopId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { ...command, ...kept },
    });
    return ok({ id: command.id });
  });
}

/** Which of its accounts would be another one. */
async function booksElsewhere(
  ctx: ShopContext,
  command: ChangeReasonCommand,
): Promise<"debitRole" | "materialRole" | null> {
  const reasons = await inShop(ctx.database, ctx.shopId, listReasons);
  const known = reasons.find(({ id }) => id === command.id);
  if (!known) return null;
  if (known.debitRole !== command.debitRole) return "debitRole";
  const { materialRole = known.materialRole } = command;
  return materialRole === known.materialRole ? null : "materialRole";
}
