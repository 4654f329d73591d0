import { inShop } from "#app/db/in-shop-transaction.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { placeRules } from "./form-rows.ts";
import { toVariantView, type VariantView } from "./found-variant.ts";

export type ItemSearch = { words: string; variants: VariantView[] };

/** Asks Shopify and not our mirror: an item nobody has written off yet is not in the mirror. */
export async function itemSearch(ctx: ShopContext, typed: string): Promise<ItemSearch> {
  const words = typed.trim().slice(0, limits.searchLengthMax);
  if (words === "") return { words, variants: [] };
  const [found, rules] = await Promise.all([
    ctx.shopify.searchVariants(words, limits.searchHits),
    inShop(ctx.database, ctx.shopId, (tx) => placeRules(tx, ctx.shopId)),
  ]);
  const variants = found.map((variant) => toVariantView(variant, rules));
  return {
    words,
    variants: variants.sort((left, right) => exactness(right, words) - exactness(left, words)),
  };
}

/** A scanned code means one item; what merely contains it comes after. */
function exactness({ barcode, sku }: VariantView, words: string): number {
  const wanted = words.toLowerCase();
  return Number([barcode, sku].some((code) => code.toLowerCase() === wanted));
}
