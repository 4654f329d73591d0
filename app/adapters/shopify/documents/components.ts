import { type AdminDocument, page } from "./document.ts";

type Variables = { ids: string[] };

export const BUNDLES_PER_PAGE = 15;
const COMPONENTS_SHOWN = 20;

/** Asked only for variants that are made of others. */
export const COMPONENTS: AdminDocument<Variables> = {
  name: "Components",
  text: `query Components($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on ProductVariant {
      id
      productVariantComponents(first: ${COMPONENTS_SHOWN}) {
        nodes { productVariant { title product { title hasOnlyDefaultVariant } } }
      }
    }
  }
}`,
  points: ({ ids }) => ids.length * (1 + page(COMPONENTS_SHOWN, 3)),
};
