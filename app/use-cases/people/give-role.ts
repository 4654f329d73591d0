import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { markRole } from "#app/db/people.ts";
import { lockSettings, markRoleOfOthers } from "#app/db/shop-settings.ts";
import { barOf } from "#app/domain/approval/role.ts";
import type { GiveRoleCommand, OthersCommand } from "#app/domain/approval/role-command.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";

/** Takes the place of what they had; nobody raises themselves, and nobody lowers themselves by mistake. */
export async function giveRole(ctx: ShopContext, command: GiveRoleCommand): Promise<Result<GiveRoleCommand>> {
  const { person, shopId } = ctx;
  const bar = barOf(person, "people");
  if (!person || bar) return refuse(bar ?? { code: "not-your-role" });
  if (command.userId === person.userId) return refuse({ code: "own-role" });
  return inShopTransaction(ctx.database, shopId, async (tx): Promise<Result<GiveRoleCommand>> => {
    const was = await markRole(tx, shopId, command);
    if (!was) return refuse({ code: "not-found", at: ["userId"] });
    await insertAuditEvent(tx, shopId, {
      id: ctx.ids.next(),
      kind: "role-given",
      subjectId: shopId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { ...command, was },
    });
    return ok(command);
  });
}

/** For everybody who has none of their own. */
export async function giveRoleToOthers(
  ctx: ShopContext,
  { role }: OthersCommand,
): Promise<Result<OthersCommand>> {
  const { person, shopId } = ctx;
  const bar = barOf(person, "people");
  if (!person || bar) return refuse(bar ?? { code: "not-your-role" });
  return inShopTransaction(ctx.database, shopId, async (tx): Promise<Result<OthersCommand>> => {
    await lockSettings(tx);
    await markRoleOfOthers(tx, role);
    await insertAuditEvent(tx, shopId, {
      id: ctx.ids.next(),
      kind: "role-given",
      subjectId: shopId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { userId: null, role },
    });
    return ok({ role });
  });
}
