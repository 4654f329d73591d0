import { insertAuditEvent } from "#app/db/audit-events.ts";
import { lockDraftLines, markDraftLinesDiscarded } from "#app/db/draft-lines.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { barOf } from "#app/domain/approval/role.ts";
import type { DiscardFlagsCommand } from "#app/domain/draft/flag-command.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";
import { barOfLines } from "./bar-of-lines.ts";

/** Takes lines off the list again: all of those that were named, or none. */
export async function discardFlags(
  ctx: ShopContext,
  command: DiscardFlagsCommand,
): Promise<Result<{ discarded: number }>> {
  const { person } = ctx;
  const bar = barOf(person, "request");
  if (!person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ discarded: number }>> => {
    const ids = [...new Set(command.lines.map(({ id }) => id))];
    const held = await lockDraftLines(tx, ids);
    // Sent again after a lost answer: they are off the list, as was wished.
    if (held.length === ids.length && held.every(({ state }) => state === "discarded"))
      return ok({ discarded: held.length });
    const barred = await barOfLines(tx, person, { wanted: command.lines, held });
    if (barred) return refuse(barred);
    await markDraftLinesDiscarded(tx, ids, person.userId);
    for (const line of held)
      await insertAuditEvent(tx, ctx.shopId, {
        id: ctx.ids.next(),
        kind: "flag-discarded",
        subjectId: line.id,
        personId: person.userId,
        at: ctx.clock.now().toISOString(),
        facts: { item: line.itemId, location: line.locationId, quantity: line.quantity },
      });
    return ok({ discarded: held.length });
  });
}
