import { contextOfApi } from "#app/context.server.ts";
import { door, respond, respondProblems } from "#app/http/respond.ts";
import { reasonInWords } from "#app/i18n.ts";
import { productBlock } from "#app/queries/product-block.ts";
import { goodsOf } from "./api.product-block/goods-of.ts";

/** The latest documents of some goods that can be printed for whoever takes them, and where each paper is. */
export const loader = door({
  GET: async ({ request }) => {
    const ctx = await contextOfApi(request);
    const of = goodsOf(new URL(request.url).searchParams);
    if (!of.ok) return respondProblems(of.problems);
    const block = await productBlock(ctx, { of: of.value, seesCost: false });
    const gone = block.documents.filter(({ kind, state }) => kind === "off" && state !== "refused");
    const notes = gone.map(({ id, number, eventDate, units, reasonLabel }) => ({
      ...{ id, number, eventDate, units, reasonLabel: reasonInWords(reasonLabel) },
      src: `/api/write-offs/${id}/disposal-note`,
    }));
    return respond({ notes });
  },
});

export const action = loader;
