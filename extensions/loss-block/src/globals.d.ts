import type { Api as ProductApi } from "@shopify/ui-extensions/admin.product-details.block.render";
import type { Api as VariantApi } from "@shopify/ui-extensions/admin.product-variant-details.block.render";

declare global {
  /** All that Shopify gives a block; there is no other way out of its sandbox. */
  const shopify: ProductApi | VariantApi;
}
