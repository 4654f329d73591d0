import { type ItemId, isGid, type LocationId, type ProductId, type VariantId } from "#app/domain/ids.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { FoundVariant, LocationFacts, ShopFacts } from "#app/ports/shopify.ts";
import type { Client } from "./client.ts";
import { componentNames } from "./components.ts";
import type { AdminDocument } from "./documents/document.ts";
import { ITEM_LEVELS } from "./documents/item-levels.ts";
import { LOCATION_IDS, LOCATIONS } from "./documents/locations.ts";
import { PRODUCT_STOCK, VARIANT_STOCK } from "./documents/product.ts";
import { FOUND_PER_PAGE, SEARCH_VARIANTS } from "./documents/search-variants.ts";
import { SHOP_FACTS } from "./documents/shop-facts.ts";
import { read } from "./read.ts";
import { toCodeQuery, toSearchQuery } from "./search-query.ts";
import { withAside } from "./set-aside.ts";
import {
  answers,
  canExist,
  type LevelsAnswer,
  nameWithout,
  type ProductAnswer,
  toItemFacts,
  toLevelFacts,
  toLocationFacts,
  toShopFacts,
  unnamedLocation,
  type VariantAnswer,
} from "./translate.ts";

type Answer = { variant: VariantAnswer; product: ProductAnswer; clock: Date | null };

const COST = ["unitCost"];
const SAME_CODE_MAX = 5;

export async function readShop(client: Client): Promise<ShopFacts> {
  return toShopFacts((await read(client, asked(SHOP_FACTS, {}), answers.shopFacts)).data);
}

export async function listLocations(client: Client): Promise<LocationFacts[]> {
  try {
    const found = await pages(async (after) => {
      const { data } = await read(client, asked(LOCATIONS, { after }), answers.locations);
      return data.locations;
    });
    return found.map(toLocationFacts);
  } catch (error) {
    if (!(error instanceof AdapterError) || error.kind !== "refused") throw error;
  }
  const found = await pages(async (after) => {
    const { data } = await read(client, asked(LOCATION_IDS, { after }), answers.locationIds);
    return data.locations;
  });
  return found.map(({ id }) => unnamedLocation(id, true));
}

/**
 * The names of the locations are asked for at the same time: beside a level, a denied name would take the
 * level.
 */
export async function readProduct(
  client: Client,
  id: ProductId | VariantId,
  now: () => Date,
): Promise<FoundVariant[]> {
  if (!canExist(id)) return [];
  const variants = isGid("Product", id) ? variantsOfProduct(client, id) : oneVariant(client, id as VariantId);
  const [found, locations] = await Promise.all([variants, listLocations(client)]);
  return complete(client, { found, locations, now });
}

export async function searchVariants(
  client: Client,
  { words, first, now }: { words: string; first: number; now: () => Date },
): Promise<FoundVariant[]> {
  const query = toSearchQuery(words);
  if (query === "" || first < 1) return [];
  const [found, locations] = await Promise.all([foundBy(client, query, first), listLocations(client)]);
  return complete(client, { found, locations, now });
}

/** Two items may bear one code; more than a handful is a mistake in the catalogue, not a choice. */
export async function findByCode(client: Client, code: string, now: () => Date): Promise<FoundVariant[]> {
  const query = toCodeQuery(code);
  if (query === "") return [];
  const [found, locations] = await Promise.all([
    foundBy(client, query, SAME_CODE_MAX),
    listLocations(client),
  ]);
  const same = found.filter(({ variant }) =>
    [variant.barcode, variant.inventoryItem.sku].some(
      (one) => one?.toLowerCase() === code.trim().toLowerCase(),
    ),
  );
  return complete(client, { found: same, locations, now });
}

async function variantsOfProduct(client: Client, id: ProductId): Promise<Answer[]> {
  return pages(async (after) => {
    const { data, vendorClock } = await read(
      client,
      asked(PRODUCT_STOCK, { id, after }),
      answers.productStock,
      COST,
    );
    const { product } = data;
    if (!product) return END;
    const nodes = product.variants.nodes.map((variant) => ({ variant, product, clock: vendorClock }));
    return { nodes, pageInfo: product.variants.pageInfo };
  });
}

async function oneVariant(client: Client, id: VariantId): Promise<Answer[]> {
  const { data, vendorClock } = await read(client, asked(VARIANT_STOCK, { id }), answers.variantStock, COST);
  const variant = data.productVariant;
  return variant ? [{ variant, product: variant.product, clock: vendorClock }] : [];
}

async function foundBy(client: Client, query: string, first: number): Promise<Answer[]> {
  let left = first;
  return pages(async (after) => {
    const question = asked(SEARCH_VARIANTS, { query, first: Math.min(left, FOUND_PER_PAGE), after });
    const { data, vendorClock } = await read(client, question, answers.searchVariants, COST);
    const { nodes, pageInfo } = data.productVariants;
    left -= nodes.length;
    return {
      nodes: nodes.map((variant) => ({ variant, product: variant.product, clock: vendorClock })),
      pageInfo: left > 0 ? pageInfo : END.pageInfo,
    };
  });
}

async function complete(
  client: Client,
  { found, locations, now }: { found: Answer[]; locations: LocationFacts[]; now: () => Date },
): Promise<FoundVariant[]> {
  const bundles = found.flatMap(({ variant }) => (variant.requiresComponents ? [variant.id] : []));
  const components = await componentNames(client, bundles, "person");
  const names = new Map(locations.map(({ locationId, name }) => [locationId, name]));
  const done: FoundVariant[] = [];
  for (const { variant, product, clock } of found) {
    const item = variant.inventoryItem;
    const levels = [
      ...item.inventoryLevels.nodes,
      ...(await levelsAfter(client, item.id, item.inventoryLevels)),
    ];
    done.push({
      item: toItemFacts(item, { variant, product, components: components.get(variant.id) ?? null }),
      levels: levels.map((level) => ({
        ...toLevelFacts({ itemId: item.id, locationId: level.location.id }, level, clock ?? now()),
        onHand: level.quantities.onHand.quantity,
        locationName: nameOf(names, level.location.id),
      })),
    });
  }
  return withAside(client, done, now);
}

function nameOf(names: Map<LocationId, string>, id: LocationId): string {
  return names.get(id) ?? nameWithout(id);
}

async function levelsAfter(
  client: Client,
  id: ItemId,
  { pageInfo }: LevelsAnswer,
): Promise<LevelsAnswer["nodes"]> {
  if (!pageInfo.hasNextPage) return [];
  return pages(async (after) => {
    const { data } = await read(client, asked(ITEM_LEVELS, { id, after }), answers.itemLevels);
    return data.inventoryItem?.inventoryLevels ?? END;
  }, pageInfo.endCursor);
}

type PageOf<T> = { nodes: T[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

const END = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };

async function pages<T>(readPage: (after: string | null) => Promise<PageOf<T>>, from: string | null = null) {
  const all: T[] = [];
  for (let after = from; ; ) {
    const { nodes, pageInfo } = await readPage(after);
    all.push(...nodes);
    if (!pageInfo.hasNextPage || pageInfo.endCursor === null) return all;
    after = pageInfo.endCursor;
  }
}

function asked<V extends Record<string, unknown>>(document: AdminDocument<V>, variables: V) {
  return { document, variables, caller: { kind: "app" }, lane: "person" } as const;
}
