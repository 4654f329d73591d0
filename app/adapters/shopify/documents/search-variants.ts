import { type AdminDocument, page } from "./document.ts";
import {
  ITEM_WITH_LEVELS,
  ITEM_WITH_LEVELS_POINTS,
  PRODUCT,
  PRODUCT_POINTS,
  VARIANT,
  VARIANT_POINTS,
} from "./pieces.ts";

type Variables = { query: string; first: number; after: string | null };

export const FOUND_PER_PAGE = 10;

export const SEARCH_VARIANTS: AdminDocument<Variables> = {
  name: "SearchVariants",
  text: `query SearchVariants($query: String!, $first: Int!, $after: String) {
  productVariants(first: $first, after: $after, query: $query) {
    pageInfo { hasNextPage endCursor }
    nodes { ${VARIANT} product { ${PRODUCT} } ${ITEM_WITH_LEVELS} }
  }
}`,
  points: ({ first }) => page(first, VARIANT_POINTS + PRODUCT_POINTS + ITEM_WITH_LEVELS_POINTS) + 1,
};
