import type { Api as ActionApi } from "@shopify/ui-extensions/admin.product-details.action.render";
import type { Api as BlockApi } from "@shopify/ui-extensions/admin.product-details.block.render";

declare global {
  /** What Shopify gives every extension; `close` only actions have, and only their frame calls it. */
  const shopify: Omit<BlockApi, "navigation"> & Pick<ActionApi, "close">;
}
