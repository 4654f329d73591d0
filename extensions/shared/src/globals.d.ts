import type { Api } from "@shopify/ui-extensions/admin.product-details.block.render";

declare global {
  /** What Shopify gives every extension, whatever page it stands on. */
  const shopify: Omit<Api, "navigation">;
}
