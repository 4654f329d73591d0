import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { findLinkPlace, markLinkRevoked } from "#app/db/report-links.ts";
import { barElsewhere, barOf } from "#app/domain/approval/role.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";

/** Ends a link at once, in every process; what came by it before stays asked for. */
export async function revokeReportLink(ctx: ShopContext, id: string): Promise<Result<{ id: string }>> {
  const { person, shopId } = ctx;
  const bar = barOf(person, "links");
  if (!person || bar) return refuse(bar ?? { code: "not-your-role" });
  return inShopTransaction(ctx.database, shopId, async (tx): Promise<Result<{ id: string }>> => {
    const link = await findLinkPlace(tx, id);
    const away = link && barElsewhere(person, [link]);
    if (away) return refuse(away);
    const marked = await markLinkRevoked(tx, shopId, { id, revokedBy: person.userId });
    if (marked === "unknown") return refuse({ code: "not-found" });
    if (marked === "again") return ok({ id });
    await insertAuditEvent(tx, shopId, {
      id: ctx.ids.next(),
      kind: "link-revoked",
      subjectId: id,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: {},
    });
    return ok({ id });
  });
}
