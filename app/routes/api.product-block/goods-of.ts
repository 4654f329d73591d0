import { isGid, type ProductId, type VariantId } from "#app/domain/ids.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";

/** The product or the variant that an address asks about. */
export function goodsOf(params: URLSearchParams): Result<ProductId | VariantId> {
  const [product, variant] = [params.get("productId"), params.get("variantId")];
  if (variant !== null) {
    return isGid("ProductVariant", variant) ? ok(variant) : refuse({ code: "bad-id", at: ["variantId"] });
  }
  if (product === null) return refuse({ code: "bad-id", at: ["productId"] });
  return isGid("Product", product) ? ok(product) : refuse({ code: "bad-id", at: ["productId"] });
}
