import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { insertReason, listReasons } from "#app/db/reasons.ts";
import { lockSettings } from "#app/db/shop-settings.ts";
import { limits } from "#app/domain/limits.ts";
import { isLabelTaken, type Reason } from "#app/domain/reason/reason.ts";
import type { AddReasonCommand } from "#app/domain/reason/reason-command.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { storedReasonLabel } from "#app/locales/default-words.ts";
import type { ShopContext } from "../shop-context.ts";
import { barredFromMoney } from "./see-cost.ts";

/** A reason leads to an account, so it is added by those who both write off and see what it costs. */
export async function addReason(ctx: ShopContext, wish: AddReasonCommand): Promise<Result<{ id: string }>> {
  const { person } = ctx;
  const command = { ...wish, label: storedReasonLabel(wish.label) };
  if (!person?.mayWriteOff) return refuse({ code: "may-not-write-off" });
  const bar = await barredFromMoney(ctx, "settings");
  if (bar) return refuse(bar);
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ id: string }>> => {
    await lockSettings(tx);
    const reasons = await listReasons(tx);
    const known = reasons.find(({ id }) => id === command.id);
    if (known) return isSame(known, command) ? ok({ id: known.id }) : refuse({ code: "id-taken" });
    const most = limits.reasonsPerShop;
    if (reasons.length >= most) return refuse({ code: "too-many-reasons", facts: { most } });
    const { label } = command;
    if (isLabelTaken(reasons, command))
      return refuse({ code: "label-taken", at: ["label"], facts: { label } });
    await insertReason(tx, ctx.shopId, command);
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "reason-added",
      subjectId: ctx.shopId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { ...command },
    });
    return ok({ id: command.id });
  });
}

/** The same wish again, as it still stands. */
function isSame(known: Reason, command: AddReasonCommand): boolean {
  const { archived: _, ...told } = known;
  return Object.entries(told).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(command[name as keyof AddReasonCommand]),
  );
}
