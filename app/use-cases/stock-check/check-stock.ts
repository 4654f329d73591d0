import { inShop } from "#app/db/in-shop-transaction.ts";
import { listPlacesToCheck, type PlaceToCheck } from "#app/db/stock-checks.ts";
import { documentNumberOf, isUuid, type ProductId } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { type StockVerdict, stockVerdict } from "#app/domain/stock-check/verdict.ts";
import { keyOfPlace, placesToRead } from "#app/domain/write-off/stock.ts";
import { isSetAside, type TakenFrom } from "#app/domain/write-off/taken-from.ts";
import type { LevelFacts } from "#app/ports/shopify.ts";
import type { ShopContext } from "../shop-context.ts";

type Said = { quantity: number; at: string };

export type CheckedPlace = Pick<
  PlaceToCheck,
  "itemId" | "locationId" | "title" | "variantTitle" | "sku" | "locationName" | "takenFrom"
> & {
  verdict: StockVerdict;
  document: { id: string; number: string } | null;
  ours: Said | null;
  told: Said | null;
  now: Said | null;
};

export type StockCheck = { checkedAt: string; timeZone: string; places: CheckedPlace[] };

/**
 * Reads Shopify now and puts it beside our own last word on each place. Shows and explains; nothing is put
 * right, and nothing is written.
 */
export async function checkStock(
  ctx: ShopContext,
  of: { documentId: string } | { productId: ProductId },
): Promise<Result<StockCheck>> {
  if ("documentId" in of && !isUuid(of.documentId)) return refuse({ code: "not-found" });
  const places = await inShop(ctx.database, ctx.shopId, (tx) =>
    listPlacesToCheck(tx, of, limits.liveReadLinesMax),
  );
  if (places.length === 0) return refuse({ code: "not-found" });
  const read = await ctx.shopify.readStock(placesToRead(places), "person");
  const levels = new Map(read.levels.map((level) => [keyOfPlace(level), level]));
  return ok({
    checkedAt: ctx.clock.now().toISOString(),
    timeZone: ctx.shop.timeZone,
    places: places.map((place) => checked(place, levels.get(keyOfPlace(place)))),
  });
}

function checked(place: PlaceToCheck, level: LevelFacts | undefined): CheckedPlace {
  const { itemId, locationId, title, variantTitle, sku, locationName, takenFrom, open } = place;
  const { after, settledAt, told, toldAt, documentId, documentNumber } = place;
  const ours = after !== null && settledAt ? { quantity: after, at: settledAt } : null;
  const heard = told !== null && toldAt ? { quantity: told, at: toldAt } : null;
  const now = level?.isActive ? seenOn(level, takenFrom) : null;
  const document =
    ours && documentId && documentNumber !== null
      ? { id: documentId, number: documentNumberOf(documentNumber) }
      : null;
  return {
    ...{ itemId, locationId, title, variantTitle, sku, locationName, takenFrom, document },
    verdict: stockVerdict({ ours, open, told: heard, isHeardOf: !isSetAside(takenFrom), now }),
    ours: said(ours),
    told: said(heard),
    now: said(now),
  };
}

function seenOn(level: LevelFacts, takenFrom: TakenFrom) {
  if (!isSetAside(takenFrom)) return { quantity: level.available, at: level.availableUpdatedAt };
  const there = level.aside?.[takenFrom];
  return there ? { quantity: there.units, at: there.updatedAt } : null;
}

function said(word: { quantity: number; at: Date } | null): Said | null {
  return word && { quantity: word.quantity, at: word.at.toISOString() };
}
