import { type AdminDocument, page } from "./document.ts";

export const PRODUCTS_PER_READ = 30;
/** How many of a product's variants one answer brings along; the rest is paged. */
const VARIANTS_ALONG = 10;
const VARIANTS_PER_PAGE = 100;
const NODE_POINTS = 2;

const items = (first: number, after = "") => `variants(first: ${first}${after}) {
  pageInfo { hasNextPage endCursor }
  nodes { inventoryItem { id } }
}`;

/** What is sold under many products: nothing but the items' ids. */
export const PRODUCT_ITEMS: AdminDocument<{ ids: string[] }> = {
  name: "ProductItems",
  text: `query ProductItems($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Product { id title ${items(VARIANTS_ALONG)} } }
}`,
  points: ({ ids }) => ids.length * (2 + page(VARIANTS_ALONG, NODE_POINTS)),
};

export const MORE_PRODUCT_ITEMS: AdminDocument<{ id: string; after: string | null }> = {
  name: "MoreProductItems",
  text: `query MoreProductItems($id: ID!, $after: String) {
  product(id: $id) { ${items(VARIANTS_PER_PAGE, ", after: $after")} }
}`,
  points: () => 2 + page(VARIANTS_PER_PAGE, NODE_POINTS),
};
