import type { ItemId, LocationId } from "#app/domain/ids.ts";
import type { StockPlace } from "#app/ports/shopify.ts";
import type { Read } from "./read.ts";
import { canExist } from "./translate.ts";

export type Page = { locationId: LocationId; itemIds: ItemId[] };
export type PageAnswer<T> = { page: Page; answer: T; clock: Date | null };

/** Earlier than anything that can have happened: a clock that was not told proves nothing. */
const NO_CLOCK = new Date(0);

const PAGES_AT_ONCE = 4;

/** One request for each location and `itemsMax` items, a few of them at once. */
export async function readPages<T>(
  places: StockPlace[],
  itemsMax: number,
  readPage: (page: Page) => Promise<Read<T>>,
): Promise<PageAnswer<T>[]> {
  const known = places.filter(({ itemId, locationId }) => canExist(itemId) && canExist(locationId));
  const answered: PageAnswer<T>[] = [];
  for (const together of chunksOf(pagesOf(known, itemsMax), PAGES_AT_ONCE)) {
    const reads = together.map(async (page) => ({ page, read: await readPage(page) }));
    for (const { page, read } of await Promise.all(reads))
      answered.push({ page, answer: read.data, clock: read.vendorClock });
  }
  return answered;
}

export function earliestClock(pages: PageAnswer<unknown>[]): Date {
  const told = pages.map(({ clock }) => (clock ?? NO_CLOCK).getTime());
  return told.length > 0 ? new Date(Math.min(...told)) : NO_CLOCK;
}

/** For a filter: the first of those that share a key. */
export function isFirst<T>(keyOf: (value: T) => string): (value: T) => boolean {
  const seen = new Set<string>();
  return (value) => !seen.has(keyOf(value)) && seen.add(keyOf(value)).size > 0;
}

function pagesOf(places: StockPlace[], itemsMax: number): Page[] {
  const byLocation = new Map<LocationId, Set<ItemId>>();
  for (const { itemId, locationId } of places) {
    const items = byLocation.get(locationId) ?? new Set();
    byLocation.set(locationId, items.add(itemId));
  }
  return [...byLocation].flatMap(([locationId, items]) =>
    chunksOf([...items], itemsMax).map((itemIds) => ({ locationId, itemIds })),
  );
}

function chunksOf<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}
