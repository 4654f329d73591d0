import { type AdminDocument, page } from "./document.ts";
import {
  ITEM_WITH_LEVELS,
  ITEM_WITH_LEVELS_POINTS,
  PRODUCT,
  PRODUCT_POINTS,
  VARIANT,
  VARIANT_POINTS,
} from "./pieces.ts";

type Variables = { id: string; after: string | null };

const VARIANTS_PER_PAGE = 12;

export const PRODUCT_STOCK: AdminDocument<Variables> = {
  name: "ProductStock",
  text: `query ProductStock($id: ID!, $after: String) {
  product(id: $id) {
    ${PRODUCT}
    variants(first: ${VARIANTS_PER_PAGE}, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { ${VARIANT} ${ITEM_WITH_LEVELS} }
    }
  }
}`,
  points: () => PRODUCT_POINTS + page(VARIANTS_PER_PAGE, VARIANT_POINTS + ITEM_WITH_LEVELS_POINTS) + 1,
};

export const VARIANT_STOCK: AdminDocument<{ id: string }> = {
  name: "VariantStock",
  text: `query VariantStock($id: ID!) {
  productVariant(id: $id) { ${VARIANT} product { ${PRODUCT} } ${ITEM_WITH_LEVELS} }
}`,
  points: () => VARIANT_POINTS + PRODUCT_POINTS + ITEM_WITH_LEVELS_POINTS,
};
