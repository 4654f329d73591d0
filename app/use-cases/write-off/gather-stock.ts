import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { findMirroredStock, missingPlaces, upsertItems, upsertLocations } from "#app/db/mirrors.ts";
import { limits } from "#app/domain/limits.ts";
import {
  keyOfPlace,
  type Place,
  type PlaceToRead,
  placesToRead,
  type Stock,
} from "#app/domain/write-off/stock.ts";
import type { TakenFrom } from "#app/domain/write-off/taken-from.ts";
import type { Lane, StockFacts } from "#app/ports/shopify.ts";
import type { ShopContext } from "../shop-context.ts";
import { readInParts } from "./read-in-parts.ts";
import { rememberLevels } from "./remember-levels.ts";

/** `read` is what the mirror does not know yet. */
export type GatheredStock = Stock & { vendorClock: Date | null; read: StockFacts | null };

/**
 * What the shelf holds. Small documents read Shopify; large ones take what the mirror knows and read the
 * rest, and Shopify's own comparison of quantities finds what has moved since.
 */
export async function gatherStock(
  ctx: ShopContext,
  lines: (Place & { takenFrom?: TakenFrom })[],
  lane: Lane,
): Promise<GatheredStock> {
  const wanted = placesToRead(lines);
  if (wanted.length <= limits.liveReadLinesMax) {
    const read = await ctx.shopify.readStock(wanted, lane);
    return { ...read, read };
  }
  const mirrored = await findMirrored(ctx, wanted);
  const missing = missingPlaces(wanted, mirrored.levels);
  if (missing.length === 0) return { ...mirrored, vendorClock: null, read: null };
  return readIntoMirror(ctx, { wanted, missing, lane });
}

/** Every part is in the mirror before the next is asked for: who is put off and comes again goes on there. */
async function readIntoMirror(
  ctx: ShopContext,
  { wanted, missing, lane }: { wanted: PlaceToRead[]; missing: PlaceToRead[]; lane: Lane },
): Promise<GatheredStock> {
  const reads: StockFacts[] = [];
  await readInParts(
    ctx,
    missing,
    (part) => ctx.shopify.readGoods(part, lane),
    async (read, part) => {
      reads.push(read);
      await remember(ctx, read, { places: part, pictured: false });
      return true;
    },
  );
  // What the mirror took comes with its picture and the time of its cost; the rest is as it was read.
  const mirrored = await findMirrored(ctx, wanted);
  return {
    items: [...mirrored.items, ...reads.flatMap((read) => read.items)],
    locations: [...mirrored.locations, ...reads.flatMap((read) => read.locations)],
    levels: [...mirrored.levels, ...reads.flatMap((read) => read.levels)],
    vendorClock: new Date(Math.min(...reads.map((read) => read.vendorClock.getTime()))),
    read: null,
  };
}

/** The mirror does not know what was set aside: such a place is read whatever else is known of it. */
async function findMirrored(ctx: ShopContext, wanted: PlaceToRead[]): Promise<Stock> {
  const known = await inShop(ctx.database, ctx.shopId, (tx) =>
    findMirroredStock(tx, wanted, limits.mirrorAgeMsMax),
  );
  const toRead = new Set(wanted.filter(({ aside }) => aside.length > 0).map(keyOfPlace));
  return { ...known, levels: known.levels.filter((level) => !toRead.has(keyOfPlace(level))) };
}

export async function rememberStock(ctx: ShopContext, read: StockFacts | null): Promise<void> {
  if (read) await remember(ctx, read, { places: read.levels, pictured: true });
}

async function remember(
  ctx: ShopContext,
  read: StockFacts,
  { places, pictured }: { places: Place[]; pictured: boolean },
): Promise<void> {
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    await upsertItems(tx, ctx.shopId, read.items, { pictured });
    await upsertLocations(tx, ctx.shopId, read.locations);
    await rememberLevels(tx, ctx.shopId, places, read.levels);
  });
}
