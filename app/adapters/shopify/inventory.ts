import type { ItemId, VariantId } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { Lane, LocationFacts, PlaceToRead, ShelfFacts, StockFacts } from "#app/ports/shopify.ts";
import type { Client } from "./client.ts";
import { componentNames } from "./components.ts";
import type { AdminDocument } from "./documents/document.ts";
import { GOODS } from "./documents/goods.ts";
import { ITEM_COST } from "./documents/item-cost.ts";
import { LEVEL_NAMES, SHELF_NAMES } from "./documents/pieces.ts";
import { SHELF } from "./documents/shelf.ts";
import { STOCK } from "./documents/stock.ts";
import { earliestClock, isFirst, type Page, type PageAnswer, readPages } from "./pages.ts";
import { read } from "./read.ts";
import {
  answers,
  canExist,
  type ShelfAnswer,
  type StockAnswer,
  toItemFacts,
  toLevelFacts,
  toLocationFacts,
  toQuantityName,
  unnamedLocation,
} from "./translate.ts";

type Way = { lane: Lane; now: () => Date };

/** Items at their locations, with all that a screen shows of them. The app's own token sees the costs. */
export async function readStock(client: Client, places: PlaceToRead[], way: Way): Promise<StockFacts> {
  const pages = await readPages<StockAnswer>(places, fewer(places, limits.itemsPerRead), (page) =>
    read(client, asked(STOCK, page, namesOf(places, LEVEL_NAMES), way), answers.stock, MAY_BE_DENIED),
  );
  return stockOf(client, pages, way);
}

export async function readGoods(client: Client, places: PlaceToRead[], way: Way): Promise<StockFacts> {
  const pages = await readPages<StockAnswer>(places, fewer(places, limits.levelsPerRead), (page) =>
    read(client, asked(GOODS, page, namesOf(places, SHELF_NAMES), way), answers.goods, MAY_BE_DENIED),
  );
  return stockOf(client, pages, way);
}

export async function readShelf(client: Client, places: PlaceToRead[], way: Way): Promise<ShelfFacts> {
  const pages = await readPages<ShelfAnswer>(places, limits.levelsPerRead, (page) =>
    read(client, asked(SHELF, page, namesOf(places, SHELF_NAMES), way), answers.shelf, MAY_BE_DENIED),
  );
  const items = pages.flatMap(({ answer }) => answer.nodes).filter((node) => node !== null);
  return {
    vendorClock: earliestClock(pages),
    items: items.filter(isFirst((item) => item.id)).map(({ id, tracked }) => ({ itemId: id, tracked })),
    locations: pages.flatMap((page) => openOrNot(page) ?? []).filter(isFirst((found) => found.locationId)),
    levels: pages.flatMap((page) => levelsOf(page, way)),
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

const MAY_BE_DENIED = ["location", "unitCost"];

type PageVariables = { ids: string[]; locationId: string; names: string[] };

/** A page with two names more must still cost less than a query may. */
export function fewer(places: PlaceToRead[], most: number): number {
  return places.some(({ aside = [] }) => aside.length > 0) ? Math.floor(most * 0.8) : most;
}

/** The usual names, and those of what was set aside where a line takes from it. */
export function namesOf(places: PlaceToRead[], usual: string[]): string[] {
  return [...usual, ...new Set(places.flatMap(({ aside = [] }) => aside.map(toQuantityName)))];
}

function asked(document: AdminDocument<PageVariables>, page: Page, names: string[], { lane }: Way) {
  const variables = { ids: page.itemIds, locationId: page.locationId, names };
  return { document, variables, caller: { kind: "app" }, lane } as const;
}

async function stockOf(client: Client, pages: PageAnswer<StockAnswer>[], way: Way): Promise<StockFacts> {
  return {
    vendorClock: earliestClock(pages),
    items: await itemsOf(client, pages, way.lane),
    locations: pages.flatMap((page) => locationOf(page) ?? []).filter(isFirst((found) => found.locationId)),
    levels: pages.flatMap((page) => levelsOf(page, way)),
  };
}

async function itemsOf(
  client: Client,
  pages: PageAnswer<StockAnswer>[],
  lane: Lane,
): Promise<StockFacts["items"]> {
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

function locationOf({ page, answer }: PageAnswer<StockAnswer>): LocationFacts | null {
  if (answer.location) return toLocationFacts(answer.location);
  return answer.known && unnamedLocation(page.locationId, isInUse(answer));
}

function openOrNot({ page, answer }: PageAnswer<ShelfAnswer>): ShelfFacts["locations"][number] | null {
  const { locationId } = page;
  return answer.known && { locationId, isActive: answer.location?.isActive ?? isInUse(answer) };
}

/** Where the location's own fields are denied, an active level says that the location is in use. */
function isInUse({ nodes }: ShelfAnswer | StockAnswer): boolean {
  return nodes.some((node) => node?.inventoryLevel?.isActive);
}

function levelsOf({ page, answer, clock }: PageAnswer<ShelfAnswer | StockAnswer>, { now }: Way) {
  return answer.nodes.flatMap((node) => {
    if (!node?.inventoryLevel) return [];
    const place = { itemId: node.id, locationId: page.locationId };
    return [toLevelFacts(place, node.inventoryLevel, clock ?? now())];
  });
}
