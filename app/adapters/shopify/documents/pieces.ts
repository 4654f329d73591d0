import { page } from "./document.ts";

/** How many of an item's levels one answer brings along; the rest is paged. */
export const LEVELS_ALONG = 10;
export const LEVELS_PER_PAGE = 100;

const QUANTITY = "{ name quantity updatedAt }";
const PICTURE = "preview { image { url } }";

/** Every name costs a point a level: what was set aside is named where somebody takes from it. */
export const LEVEL_NAMES = ["available", "committed", "on_hand"];
/** What a plan and a call need to know of a level. */
export const SHELF_NAMES = ["available", "committed"];

export const NAMED_LEVEL = `isActive quantities(names: $names) ${QUANTITY}`;
export const levelPoints = (names: string[]) => 1 + names.length;

const LEVEL_AT_PLACE = `isActive quantities(names: ${JSON.stringify(LEVEL_NAMES)}) ${QUANTITY}`;
const LEVEL_POINTS = levelPoints(LEVEL_NAMES);

/** Only the location's id: a name that is denied would take the whole level with it. */
export const LEVEL_WITH_LOCATION = `${LEVEL_AT_PLACE} location { id }`;
export const LEVEL_WITH_LOCATION_POINTS = LEVEL_POINTS + 1;

export const VARIANT = `id title barcode requiresComponents media(first: 1) { nodes { ${PICTURE} } }`;
export const VARIANT_POINTS = 1 + page(1, 3);

export const PRODUCT = `id title productType vendor hasOnlyDefaultVariant featuredMedia { ${PICTURE} }`;
export const PRODUCT_POINTS = 4;

export const ITEM = "id tracked sku unitCost { amount currencyCode }";
export const ITEM_POINTS = 2;

export const ITEM_WITH_LEVELS = `inventoryItem {
  ${ITEM}
  inventoryLevels(first: ${LEVELS_ALONG}) {
    pageInfo { hasNextPage endCursor }
    nodes { ${LEVEL_WITH_LOCATION} }
  }
}`;
export const ITEM_WITH_LEVELS_POINTS = ITEM_POINTS + 1 + page(LEVELS_ALONG, LEVEL_WITH_LOCATION_POINTS);
