import type { Api } from "@shopify/ui-extensions/admin.product-details.print-action.render";

declare global {
  /** All that Shopify gives a print action; there is no other way out of its sandbox. */
  const shopify: Api;
}
