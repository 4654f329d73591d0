import type { Api as ProductApi } from "@shopify/ui-extensions/admin.product-details.action.render";
import type { Api as VariantApi } from "@shopify/ui-extensions/admin.product-variant-details.action.render";

declare global {
  /** All that Shopify gives an action; there is no other way out of its sandbox. */
  const shopify: ProductApi | VariantApi;
}
