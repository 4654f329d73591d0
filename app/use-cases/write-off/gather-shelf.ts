import type { LineToBind } from "#app/db/document-lines.ts";
import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { findKnownLevels, missingPlaces } from "#app/db/mirrors.ts";
import { limits } from "#app/domain/limits.ts";
import { type Place, type PlaceToRead, placesToRead, type Stock } from "#app/domain/write-off/stock.ts";
import type { LevelFacts, ShelfFacts } from "#app/ports/shopify.ts";
import type { ShopContext } from "../shop-context.ts";
import { readInParts } from "./read-in-parts.ts";
import { rememberLevels } from "./remember-levels.ts";

type Shelf = Pick<ShelfFacts, "items" | "locations"> & { levels: Stock["levels"] };

/** `believed` are places that nobody looked at just now. */
export type GatheredShelf = Stock & { vendorClock: Date; believed: Place[] };

/**
 * The levels a call is about to compare, under the names its lines were given. A small call reads them all; a
 * large one takes those the mirror knows, and reads at least one: a proof needs Shopify's clock from before
 * the call.
 */
export async function gatherShelf(ctx: ShopContext, lines: LineToBind[]): Promise<GatheredShelf> {
  const lane = ctx.person ? "person" : "batch";
  const wanted = placesToRead(lines);
  if (wanted.length <= limits.liveReadLinesMax) {
    const read = await ctx.shopify.readShelf(wanted, lane);
    return { ...named(lines, read), vendorClock: read.vendorClock, believed: [] };
  }
  const known = await findKnown(ctx, wanted);
  const missing = missingPlaces(wanted, known);
  const asked = missing.length > 0 ? missing : wanted.slice(0, 1);
  const reads: ShelfFacts[] = [];
  await readInParts(
    ctx,
    asked,
    (part) => ctx.shopify.readShelf(part, lane),
    async (read, part) => {
      reads.push(read);
      const usable = read.levels.filter((level) => isUsable(level, read));
      await inShopTransaction(ctx.database, ctx.shopId, (tx) => rememberLevels(tx, ctx.shopId, part, usable));
      return true;
    },
  );
  return {
    ...named(lines, joined(reads, known)),
    vendorClock: new Date(Math.min(...reads.map((read) => read.vendorClock.getTime()))),
    believed: missingPlaces(wanted, asked),
  };
}

/** Of what was set aside the mirror knows nothing. */
async function findKnown(ctx: ShopContext, wanted: PlaceToRead[]): Promise<Stock["levels"]> {
  const places = wanted.filter(({ aside }) => aside.length === 0);
  if (places.length === 0) return [];
  return inShop(ctx.database, ctx.shopId, (tx) => findKnownLevels(tx, places));
}

function isUsable(level: LevelFacts, read: ShelfFacts): boolean {
  const item = read.items.find((one) => one.itemId === level.itemId);
  const location = read.locations.find((one) => one.locationId === level.locationId);
  return item?.tracked === true && location?.isActive === true;
}

/** What was just read goes before what was known. */
function joined(reads: ShelfFacts[], known: Stock["levels"]): Shelf {
  return {
    items: [
      ...reads.flatMap((read) => read.items),
      ...known.map(({ itemId }) => ({ itemId, tracked: true })),
    ],
    locations: [
      ...reads.flatMap((read) => read.locations),
      ...known.map(({ locationId }) => ({ locationId, isActive: true })),
    ],
    levels: [...reads.flatMap((read) => read.levels), ...known],
  };
}

/** A bundle's parent is not seen here: Shopify refuses it by name. */
function named(lines: LineToBind[], shelf: Shelf): Stock {
  const lineOf = new Map(lines.map((line) => [line.itemId, line]));
  const placeOf = new Map(lines.map((line) => [line.locationId, line]));
  return {
    items: shelf.items.flatMap(({ itemId, tracked }) => {
      const line = lineOf.get(itemId);
      return line ? [{ ...unseen, itemId, tracked, title: line.title, variantTitle: line.variantTitle }] : [];
    }),
    locations: shelf.locations.map((location) => ({
      ...location,
      name: placeOf.get(location.locationId)?.locationName ?? location.locationId,
    })),
    levels: shelf.levels,
  };
}

const unseen = {
  variantId: null,
  productId: null,
  sku: "",
  barcode: "",
  imageUrl: null,
  components: null,
  unitCost: null,
};
