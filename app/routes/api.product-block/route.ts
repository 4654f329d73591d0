import { contextOfApi } from "#app/context.server.ts";
import { door, respondProblems, respondUnlessKnown } from "#app/http/respond.ts";
import { reasonInWords } from "#app/i18n.ts";
import { productBlock } from "#app/queries/product-block.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { goodsOf } from "./goods-of.ts";

/** What a product's page shows of its losses, in one answer. */
export const loader = door({
  GET: async ({ request }) => {
    const ctx = await contextOfApi(request);
    const of = goodsOf(new URL(request.url).searchParams);
    if (!of.ok) return respondProblems(of.problems);
    const query = { of: of.value, seesCost: await seesCost(ctx, { ask: true }) };
    const block = await productBlock(ctx, query);
    const documents = block.documents.map((document) => ({
      ...document,
      reasonLabel: reasonInWords(document.reasonLabel),
    }));
    return respondUnlessKnown(request, { ...block, documents });
  },
});

export const action = loader;
