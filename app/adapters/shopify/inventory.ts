import type { ItemId, LocationId, VariantId } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { Lane, LocationFacts, StockFacts, StockPlace } from "#app/ports/shopify.ts";
import type { Client } from "./client.ts";
import { componentNames } from "./components.ts";
import { ITEM_COST } from "./documents/item-cost.ts";
import { STOCK } from "./documents/stock.ts";
import { read } from "./read.ts";
import {
  answers,
  canExist,
  type StockAnswer,
  toItemFacts,
  toLevelFacts,
  toLocationFacts,
  unnamedLocation,
} from "./translate.ts";

/** Earlier than anything that can have happened: a clock that was not told proves nothing. */
const NO_CLOCK = new Date(0);

const PAGES_AT_ONCE = 4;

type Page = { locationId: LocationId; itemIds: ItemId[] };
type PageAnswer = { page: Page; answer: StockAnswer; clock: Date | null };

/**
 * Items at their locations, one request for each location and fifty items. The app's own token sees the
 * costs.
 */
export async function readStock(
  client: Client,
  places: StockPlace[],
  { lane, now }: { lane: Lane; now: () => Date },
): Promise<StockFacts> {
  const pages = pagesOf(places.filter(({ itemId, locationId }) => canExist(itemId) && canExist(locationId)));
  const answered: PageAnswer[] = [];
  for (let at = 0; at < pages.length; at += PAGES_AT_ONCE) {
    const together = pages.slice(at, at + PAGES_AT_ONCE);
    answered.push(...(await Promise.all(together.map((page) => readPage(client, page, lane)))));
  }
  return {
    vendorClock: earliest(answered.map(({ clock }) => clock)),
    items: await itemsOf(client, answered, lane),
    locations: answered
      .flatMap((page) => locationOf(page) ?? [])
      .filter(isFirst((found) => found.locationId)),
    levels: answered.flatMap((page) => levelsOf(page, now)),
  };
}

export async function showsCost(client: Client, userId: string, itemId: ItemId): Promise<boolean> {
  if (!canExist(itemId)) return false;
  const question = {
    document: ITEM_COST,
    variables: { id: itemId },
    caller: { kind: "person", userId },
    lane: "person",
  } as const;
  try {
    const { data } = await read(client, question, answers.itemCost, ["unitCost", "inventoryItem"]);
    return data.inventoryItem?.unitCost != null;
  } catch (error) {
    // Turned away altogether: whoever may not read the item does not see its cost.
    if (error instanceof AdapterError && error.kind === "refused") return false;
    throw error;
  }
}

function pagesOf(places: StockPlace[]): Page[] {
  const byLocation = new Map<LocationId, Set<ItemId>>();
  for (const { itemId, locationId } of places) {
    const items = byLocation.get(locationId) ?? new Set();
    byLocation.set(locationId, items.add(itemId));
  }
  return [...byLocation].flatMap(([locationId, items]) =>
    chunksOf([...items], limits.itemsPerRead).map((itemIds) => ({ locationId, itemIds })),
  );
}

async function readPage(client: Client, page: Page, lane: Lane): Promise<PageAnswer> {
  const { data, vendorClock } = await read(
    client,
    {
      document: STOCK,
      variables: { ids: page.itemIds, locationId: page.locationId },
      caller: { kind: "app" },
      lane,
    },
    answers.stock,
    ["location", "unitCost"],
  );
  return { page, answer: data, clock: vendorClock };
}

async function itemsOf(client: Client, pages: PageAnswer[], lane: Lane): Promise<StockFacts["items"]> {
  const found = pages.flatMap(({ answer }) => answer.nodes).filter((node) => node !== null);
  const items = found.filter(isFirst((item) => item.id));
  const owners = items.map((item) => ({ item, variant: item.variants?.nodes[0] ?? null }));
  const bundles = owners.flatMap(({ variant }) => (variant?.requiresComponents ? [variant.id] : []));
  const names = await componentNames(client, bundles, lane);
  return owners.map(({ item, variant }) =>
    toItemFacts(item, {
      variant,
      product: variant?.product ?? null,
      components: componentsOf(names, variant),
    }),
  );
}

function componentsOf(names: Map<VariantId, string[]>, variant: { id: VariantId } | null): string[] | null {
  return variant ? (names.get(variant.id) ?? null) : null;
}

/** Where the location's own fields are denied, an active level says that the location is in use. */
function locationOf({ page, answer }: PageAnswer): LocationFacts | null {
  if (answer.location) return toLocationFacts(answer.location);
  if (!answer.known) return null;
  return unnamedLocation(
    page.locationId,
    answer.nodes.some((node) => node?.inventoryLevel?.isActive),
  );
}

function levelsOf({ page, answer, clock }: PageAnswer, now: () => Date): StockFacts["levels"] {
  return answer.nodes.flatMap((node) => {
    if (!node?.inventoryLevel) return [];
    const place = { itemId: node.id, locationId: page.locationId };
    return [toLevelFacts(place, node.inventoryLevel, clock ?? now())];
  });
}

function earliest(clocks: (Date | null)[]): Date {
  const told = clocks.map((clock) => clock ?? NO_CLOCK);
  return new Date(Math.min(...(told.length > 0 ? told : [NO_CLOCK]).map((clock) => clock.getTime())));
}

function isFirst<T>(keyOf: (value: T) => string): (value: T) => boolean {
  const seen = new Set<string>();
  return (value) => !seen.has(keyOf(value)) && seen.add(keyOf(value)).size > 0;
}

export function chunksOf<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}
