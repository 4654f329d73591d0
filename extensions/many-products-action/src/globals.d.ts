import type { Api } from "@shopify/ui-extensions/admin.product-index.selection-action.render";

declare global {
  /** All that Shopify gives a selection action; there is no other way out of its sandbox. */
  const shopify: Api;
}
