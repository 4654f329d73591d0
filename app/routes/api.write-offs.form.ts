import { contextOfApi } from "#app/context.server.ts";
import { isGid, type ProductId, type VariantId } from "#app/domain/ids.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { door, respond, respondProblems } from "#app/http/respond.ts";
import { sentence } from "#app/i18n.ts";
import { writeOffForm } from "#app/queries/write-off-form.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";

/** Everything a form needs for one product or one variant. */
export const loader = door({
  GET: async ({ request }) => {
    const ctx = await contextOfApi(request);
    const of = parseOf(new URL(request.url).searchParams);
    if (!of.ok) return respondProblems(of.problems);
    const form = await writeOffForm(ctx, { of: of.value, seesCost: await seesCost(ctx, { ask: true }) });
    const disposals = form.disposals.map(({ id }) => ({ id, label: sentence(`words:disposal.${id}`) }));
    return respond({ ...form, disposals });
  },
});

export const action = loader;

function parseOf(params: URLSearchParams): Result<ProductId | VariantId> {
  const [product, variant] = [params.get("productId"), params.get("variantId")];
  if (variant !== null) {
    return isGid("ProductVariant", variant) ? ok(variant) : refuse({ code: "bad-id", at: ["variantId"] });
  }
  if (product === null) return refuse({ code: "bad-id", at: ["productId"] });
  return isGid("Product", product) ? ok(product) : refuse({ code: "bad-id", at: ["productId"] });
}
