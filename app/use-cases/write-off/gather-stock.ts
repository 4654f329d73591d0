import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import {
  findMirroredStock,
  markLevelsUnused,
  missingPlaces,
  upsertItems,
  upsertLevels,
  upsertLocations,
} from "#app/db/mirrors.ts";
import { limits } from "#app/domain/limits.ts";
import { keyOfPlace, type Place, type Stock } from "#app/domain/write-off/stock.ts";
import type { Lane, StockFacts } from "#app/ports/shopify.ts";
import type { ShopContext } from "../shop-context.ts";

export type GatheredStock = Stock & { vendorClock: Date | null; read: StockFacts | null };

/**
 * What the shelf holds. Small documents read Shopify; large ones take what the mirror knows and read the
 * rest, and Shopify's own comparison of quantities finds what has moved since.
 */
export async function gatherStock(ctx: ShopContext, places: Place[], lane: Lane): Promise<GatheredStock> {
  const wanted = [...new Map(places.map((place) => [keyOfPlace(place), place])).values()];
  if (wanted.length <= limits.liveReadLinesMax) return readLive(ctx, wanted, lane);
  const mirrored = await inShop(ctx.database, ctx.shopId, (tx) =>
    findMirroredStock(tx, wanted, limits.mirrorAgeMsMax),
  );
  const missing = missingPlaces(wanted, mirrored);
  if (missing.length === 0) return { ...mirrored, vendorClock: null, read: null };
  const live = await readLive(ctx, missing, lane);
  await rememberStock(ctx, live.read);
  return {
    items: [...live.items, ...mirrored.items],
    locations: [...live.locations, ...mirrored.locations],
    levels: [...live.levels, ...mirrored.levels],
    vendorClock: live.vendorClock,
    read: live.read,
  };
}

async function readLive(ctx: ShopContext, places: Place[], lane: Lane): Promise<GatheredStock> {
  const read = await ctx.shopify.readStock(places, lane);
  return { ...read, read };
}

export async function rememberStock(ctx: ShopContext, read: StockFacts | null): Promise<void> {
  if (!read) return;
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    await upsertItems(tx, ctx.shopId, read.items);
    await upsertLocations(tx, ctx.shopId, read.locations);
    const used = read.levels.filter((level) => level.isActive);
    const levels = used.map((level) => ({ ...level, updatedAt: level.availableUpdatedAt }));
    await upsertLevels(tx, ctx.shopId, levels);
    const unused = read.levels.filter((level) => !level.isActive);
    await markLevelsUnused(tx, unused);
  });
}
