import { insertAuditEvent } from "#app/db/audit-events.ts";
import {
  findDraftFlag,
  findSameDraftLine,
  insertDraftFlag,
  insertDraftLine,
  lockSharedDraft,
  markDraftLineRaised,
  type NewDraftLine,
} from "#app/db/draft-lines.ts";
import { inShop, inShopTransaction, isUniqueViolation, type Tx } from "#app/db/in-shop-transaction.ts";
import { listReasons } from "#app/db/reasons.ts";
import { findPlanningSettings } from "#app/db/shop-settings.ts";
import { barOf, isPlacedAt } from "#app/domain/approval/role.ts";
import type { FlagCommand } from "#app/domain/draft/flag-command.ts";
import { planFlag } from "#app/domain/draft/plan-flag.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { FoundPlace } from "#app/domain/write-off/stock.ts";
import type { ShopContext } from "../shop-context.ts";
import { fingerprintOf } from "../write-off/fingerprint.ts";
import { gatherStock, rememberStock } from "../write-off/gather-stock.ts";

export type Flagged = { draftLineId: string; quantity: number; first: boolean };

/**
 * Puts goods on the list of their location, or raises the line that says the same of them. Nothing leaves the
 * shelf; somebody makes a document of the list later.
 */
export async function flagUnsellable(ctx: ShopContext, command: FlagCommand): Promise<Result<Flagged>> {
  const { person } = ctx;
  const bar = barOf(person, "request");
  if (!person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  const fingerprint = fingerprintOf(command);
  const known = await inShop(ctx.database, ctx.shopId, async (tx) => {
    const [first, reasons, settings] = await Promise.all([
      findFlag(tx, command.id, fingerprint),
      listReasons(tx),
      findPlanningSettings(tx),
    ]);
    return { first, reasons, policy: settings.policy };
  });
  if (known.first) return known.first;

  const stock = await gatherStock(ctx, [command], "person");
  await rememberStock(ctx, stock.read);
  const planned = planFlag(command, { ...known, stock });
  if (!planned.ok) return planned;
  const { locationId, name } = planned.value.location;
  if (!isPlacedAt(person, locationId))
    return refuse({ code: "not-your-location", facts: { location: name } });
  return commit(ctx, { command, fingerprint, place: planned.value, personId: person.userId });
}

type Parts = { command: FlagCommand; fingerprint: string; place: FoundPlace; personId: string };

async function commit(ctx: ShopContext, parts: Parts): Promise<Result<Flagged>> {
  const { command, fingerprint } = parts;
  try {
    return await inShopTransaction(ctx.database, ctx.shopId, (tx) => write(ctx, tx, parts));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const first = await inShop(ctx.database, ctx.shopId, (tx) => findFlag(tx, command.id, fingerprint));
    return first ?? refuse({ code: "id-taken", at: ["id"] });
  }
}

async function write(ctx: ShopContext, tx: Tx, parts: Parts): Promise<Result<Flagged>> {
  const { command, fingerprint, personId } = parts;
  const { id, locationId, quantity } = command;
  const draftId = await lockSharedDraft(tx, ctx.shopId, { id: ctx.ids.next(), locationId });
  const line = lineOf(parts, draftId);
  const same = await findSameDraftLine(tx, line);
  const raised = same && same.quantity + quantity <= limits.quantityMax ? same : null;
  const draftLineId = raised?.id ?? line.id;
  if (raised) await markDraftLineRaised(tx, raised.id, quantity);
  else await insertDraftLine(tx, ctx.shopId, line);
  await insertDraftFlag(tx, ctx.shopId, { id, draftLineId, fingerprint, quantity, personId });
  await insertAuditEvent(tx, ctx.shopId, {
    id: ctx.ids.next(),
    kind: "line-flagged",
    subjectId: draftLineId,
    personId,
    at: ctx.clock.now().toISOString(),
    facts: { flag: id, item: command.itemId, location: locationId, quantity, reason: command.reasonId },
  });
  return ok({ draftLineId, quantity: (raised?.quantity ?? 0) + quantity, first: true });
}

function lineOf({ command, place, personId }: Parts, draftId: string): NewDraftLine {
  const { item, location } = place;
  return {
    id: command.id,
    draftId,
    itemId: item.itemId,
    variantId: item.variantId,
    productId: item.productId,
    title: item.title,
    variantTitle: item.variantTitle,
    sku: item.sku,
    barcode: item.barcode,
    imageUrl: item.imageUrl,
    locationId: location.locationId,
    locationName: location.name,
    quantity: command.quantity,
    reasonId: command.reasonId,
    disposal: command.disposal ?? null,
    theftClass: command.theftClass ?? null,
    salvage: command.salvage ?? null,
    note: command.note ?? "",
    flaggedBy: personId,
  };
}

async function findFlag(tx: Tx, id: string, fingerprint: string): Promise<Result<Flagged> | null> {
  const known = await findDraftFlag(tx, id);
  if (!known) return null;
  if (known.fingerprint !== fingerprint) return refuse({ code: "id-taken", at: ["id"] });
  return ok({ draftLineId: known.draftLineId, quantity: known.quantity, first: false });
}
