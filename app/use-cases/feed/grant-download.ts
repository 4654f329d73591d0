import { createHmac, timingSafeEqual } from "node:crypto";
import { insertAuditEvent } from "#app/db/audit-events.ts";
import { findFeedOrder } from "#app/db/feed-order.ts";
import { insertPull, markPullEnded, markPullStarted, type OpenedPull } from "#app/db/feed-pulls.ts";
import { type Database, inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { findShop } from "#app/db/shops.ts";
import type { Day } from "#app/domain/dates.ts";
import { type AdviserTerms, adviserText, parseAdviserText } from "#app/domain/feed/export-command.ts";
import { isUuid } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";

export type Download = { format: string; from: Day; to: Day; adviser: AdviserTerms | null };

/**
 * An address for one use within a minute. A browser saves a large file only from a plain address, and a plain
 * address carries no sign-in: so this one says by itself who may read what, and is worthless afterwards.
 */
export async function grantDownload(
  ctx: ShopContext,
  { adviser, ...wanted }: Download,
): Promise<Result<{ ticket: string }>> {
  const { person } = ctx;
  const bar = await barredFromMoney(ctx, "see-journal");
  if (!person || bar) return refuse(bar ?? { code: "may-not-see-cost" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ ticket: string }>> => {
    const order = await findFeedOrder(tx, ctx.shopId);
    if (!order) return refuse({ code: "nothing-to-export" });
    const id = ctx.ids.next();
    await insertPull(tx, ctx.shopId, {
      ...{ id, by: { personId: person.userId }, resource: "journal", ...wanted },
      ...{ since: null, limit: null, agent: "", addressClass: "unknown" },
    });
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "journal-exported",
      subjectId: id,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { ...wanted },
    });
    const told = adviserText(adviser);
    const seal = sealOf(order.cursorKey, id, told).toString("base64url");
    return ok({ ticket: [ctx.shopId, id, seal, ...(told ? [told] : [])].join(".") });
  });
}

export type OpenedDownload = OpenedPull & {
  shopId: string;
  shopName: string;
  adviser: AdviserTerms | null;
  ended(end: { whole: boolean; rows: number; bytes: number }): Promise<void>;
};

/** Null for whatever was not given out, was used, or is older than a minute: nobody is told which. */
export async function openDownload(database: Database, ticket: string): Promise<OpenedDownload | null> {
  const [shopId = "", id = "", seal = "", told = "", ...more] = ticket.split(".");
  if (!isUuid(shopId) || !isUuid(id) || more.length > 0) return null;
  return inShop(database, shopId, async (tx) => {
    const order = await findFeedOrder(tx, shopId);
    const shop = await findShop(tx, shopId);
    if (!order || !shop || shop.uninstalledAt) return null;
    const [given, ours] = [Buffer.from(seal, "base64url"), sealOf(order.cursorKey, id, told)];
    if (given.length !== ours.length || !timingSafeEqual(given, ours)) return null;
    const pull = await markPullStarted(tx, shopId, { id, ageMsMax: limits.downloadAddressMs });
    if (!pull) return null;
    return {
      ...pull,
      ...{ shopId, shopName: shop.name, adviser: parseAdviserText(told) },
      ended: (end) =>
        inShop(database, shopId, (later) => markPullEnded(later, shopId, { id, status: 200, ...end })),
    };
  });
}

function sealOf(key: Buffer, pullId: string, told: string): Buffer {
  return createHmac("sha256", key).update(`file ${pullId} ${told}`).digest();
}
