import { createHash, randomBytes } from "node:crypto";
import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { findLocation } from "#app/db/mirrors.ts";
import { findReportItems } from "#app/db/report-items.ts";
import { countWorkingLinks, insertReportLink } from "#app/db/report-links.ts";
import type { MakeLinkCommand } from "#app/domain/approval/link-command.ts";
import { LINK_SECRET_BYTES, linkTokenOf } from "#app/domain/approval/report-link.ts";
import { barOf, isPlacedAt } from "#app/domain/approval/role.ts";
import type { LocationId } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { Problem } from "#app/domain/problem.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { findPlace } from "#app/domain/write-off/stock.ts";
import type { ShopContext } from "../shop-context.ts";
import { gatherStock, rememberStock } from "../write-off/gather-stock.ts";

type Made = { id: string; token: string };

/** The secret is in this answer and nowhere else; what the database keeps is its hash. */
export async function makeReportLink(ctx: ShopContext, command: MakeLinkCommand): Promise<Result<Made>> {
  const { person, shopId } = ctx;
  const bar = barOf(person, "links");
  if (!person || bar) return refuse(bar ?? { code: "not-your-role" });
  const { id, label, locationId, itemIds, vendor, days, usesMax } = command;
  if (!isPlacedAt(person, locationId)) return refuse(await elsewhere(ctx, locationId));
  const unknown = await unknownOf(ctx, command);
  if (unknown) return refuse(unknown);

  const token = linkTokenOf(randomBytes(LINK_SECRET_BYTES));
  const made = { id, label, locationId, itemIds, vendor, days, usesMax, madeBy: person.userId };
  return inShopTransaction(ctx.database, shopId, async (tx): Promise<Result<Made>> => {
    if ((await countWorkingLinks(tx, shopId)) >= limits.linksMax) return refuse({ code: "too-many-links" });
    const inserted = await insertReportLink(tx, shopId, { ...made, secretHash: hashOfLink(token) });
    if (!inserted) return refuse({ code: "id-taken", at: ["id"] });
    await insertAuditEvent(tx, shopId, {
      id: ctx.ids.next(),
      kind: "link-made",
      subjectId: id,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { locationId, items: itemIds.length, byVendor: vendor !== null, days, usesMax },
    });
    return ok({ id, token });
  });
}

async function elsewhere(ctx: ShopContext, locationId: LocationId): Promise<Problem> {
  const known = await inShop(ctx.database, ctx.shopId, (tx) => findLocation(tx, locationId));
  if (!known) return { code: "not-found", at: ["locationId"] };
  return { code: "not-your-location", at: ["locationId"], facts: { location: known.name } };
}

/** Chance of 256 bits needs no salt and no slow hash: nobody guesses what it came from. */
export function hashOfLink(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** What a link names is read now, so that its page has names to show. */
async function unknownOf(ctx: ShopContext, command: MakeLinkCommand): Promise<Problem | null> {
  const { itemIds, locationId, vendor } = command;
  if (vendor !== null) {
    const items = await inShop(ctx.database, ctx.shopId, (tx) =>
      findReportItems(tx, ctx.shopId, { itemIds, vendor }),
    );
    return items.length > 0 ? null : { code: "not-found", at: ["vendor"] };
  }
  const stock = await gatherStock(
    ctx,
    itemIds.map((itemId) => ({ itemId, locationId })),
    "person",
  );
  await rememberStock(ctx, stock.read);
  for (const itemId of itemIds) {
    const place = findPlace(stock, { itemId, locationId });
    if ("code" in place) return { ...place, at: ["itemIds"] };
  }
  return null;
}
