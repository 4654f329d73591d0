import type { ItemId, LocationId } from "../ids.ts";
import type { Problem } from "../problem.ts";
import { type AsideUnits, isSetAside, type SetAside, type TakenFrom, unitsOn } from "./taken-from.ts";

/** What is known of the shelf, as the ports report it. */
export type Stock = {
  items: {
    itemId: ItemId;
    variantId: string | null;
    productId: string | null;
    title: string;
    variantTitle: string;
    sku: string;
    barcode: string;
    imageUrl: string | null;
    tracked: boolean;
    components: string[] | null;
    /** With when it was read, where that was not just now. */
    unitCost: { amount: string; currency: string; readAt?: Date } | null;
  }[];
  locations: { locationId: LocationId; name: string; isActive: boolean }[];
  levels: {
    itemId: ItemId;
    locationId: LocationId;
    isActive: boolean;
    available: number;
    committed: number;
    aside?: AsideUnits;
  }[];
};

export type StockPolicy = { refuseBelowZero: boolean; refuseBelowCommitted: boolean };

export type Place = { itemId: ItemId; locationId: LocationId };

/** A place, and what is to be read of it beside what is available. */
export type PlaceToRead = Place & { aside: SetAside[] };

export type FoundPlace = {
  item: Stock["items"][number];
  location: Stock["locations"][number];
  level: Stock["levels"][number];
};

export function keyOfPlace(place: { itemId: string; locationId: string }): string {
  return `${place.itemId} ${place.locationId}`;
}

/** Lines of one place share what they take only if they take it from the same number there. */
export function keyOfLevel(line: { itemId: string; locationId: string; takenFrom: TakenFrom }): string {
  return isSetAside(line.takenFrom) ? `${keyOfPlace(line)} ${line.takenFrom}` : keyOfPlace(line);
}

/** Each place once, with all that lines take from it. */
export function placesToRead(lines: (Place & { takenFrom?: TakenFrom })[]): PlaceToRead[] {
  const byKey = new Map<string, PlaceToRead>();
  for (const { itemId, locationId, takenFrom = "available" } of lines) {
    const key = keyOfPlace({ itemId, locationId });
    const aside = byKey.get(key)?.aside ?? [];
    const isNew = isSetAside(takenFrom) && !aside.includes(takenFrom);
    byKey.set(key, { itemId, locationId, aside: isNew ? [...aside, takenFrom] : aside });
  }
  return [...byKey.values()];
}

/** The checks Shopify does not make: it adjusts untracked items and places that never stocked the goods. */
export function findPlace(stock: Stock, place: Place): FoundPlace | Problem {
  const item = stock.items.find((one) => one.itemId === place.itemId);
  if (!item) return { code: "unknown-item", facts: { itemId: place.itemId } };
  const location = stock.locations.find((one) => one.locationId === place.locationId);
  const facts = { item: nameOf(item), location: location?.name ?? place.locationId };
  if (!location) return { code: "unknown-location", facts };
  if (!location.isActive) return { code: "inactive-location", facts };
  if (item.components) return { code: "bundle-parent", facts: { ...facts, components: item.components } };
  if (!item.tracked) return { code: "untracked", facts };
  const level = stock.levels.find((one) => keyOfPlace(one) === keyOfPlace(place));
  if (!level?.isActive) return { code: "not-stocked-here", facts };
  return { item, location, level };
}

type Spare = { available: number; committed: number; aside?: AsideUnits };

/**
 * How many units may leave a level. Available is net of what orders hold, so zero protects those too; what
 * was set aside no order holds, and nobody sells it before it is there.
 */
export function unitsToSpare(level: Spare, policy: StockPolicy, takenFrom: TakenFrom = "available"): number {
  if (isSetAside(takenFrom)) return unitsOn(level, takenFrom);
  if (policy.refuseBelowCommitted) return level.available;
  return policy.refuseBelowZero ? level.available + level.committed : Number.POSITIVE_INFINITY;
}

export function nameOf(item: { title: string; variantTitle: string }): string {
  return item.variantTitle && item.variantTitle !== "Default Title"
    ? `${item.title} ${item.variantTitle}`
    : item.title;
}

/** Walks lines in order and tells each what its level holds before and after it. */
export function walkLevels<T extends Place & { takenFrom: TakenFrom; delta: number }>(
  lines: T[],
  unitsAt: (line: T) => number,
): { before: number; after: number }[] {
  const running = new Map<string, number>();
  return lines.map((line) => {
    const before = running.get(keyOfLevel(line)) ?? unitsAt(line);
    const after = before + line.delta;
    running.set(keyOfLevel(line), after);
    return { before, after };
  });
}
