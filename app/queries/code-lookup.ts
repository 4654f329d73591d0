import { inShop } from "#app/db/in-shop-transaction.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { placeRules } from "./form-rows.ts";
import { toVariantView, type VariantView } from "./found-variant.ts";

export type CodeLookup = { code: string; variants: VariantView[] };

/** What a scanner read, and the items that bear exactly this code. */
export async function codeLookup(ctx: ShopContext, typed: string): Promise<CodeLookup> {
  const code = typed.trim();
  if (code === "") return { code, variants: [] };
  const [found, rules] = await Promise.all([
    ctx.shopify.findByCode(code),
    inShop(ctx.database, ctx.shopId, (tx) => placeRules(tx, ctx.shopId)),
  ]);
  return { code, variants: found.map((variant) => toVariantView(variant, rules)) };
}
