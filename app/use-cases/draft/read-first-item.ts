import type { FirstLine } from "#app/domain/draft/first-line.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { FoundVariant } from "#app/ports/shopify.ts";
import type { ShopContext } from "../shop-context.ts";

/** The goods a form begins with; null while Shopify gives no answer, and the form opens without them. */
export async function readFirstItem(
  ctx: ShopContext,
  { variantId }: FirstLine,
): Promise<FoundVariant[] | null> {
  try {
    return await ctx.shopify.readProduct(variantId);
  } catch (error) {
    if (!(error instanceof AdapterError) || error.kind === "disconnected") throw error;
    ctx.log.warn({ kind: error.kind }, "Shopify did not tell of the item a form begins with");
    return null;
  }
}
