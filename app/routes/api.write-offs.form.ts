import { contextOfApi } from "#app/context.server.ts";
import { door, respond, respondProblems } from "#app/http/respond.ts";
import { reasonInWords, sentence } from "#app/i18n.ts";
import { writeOffForm } from "#app/queries/write-off-form.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { goodsOf } from "./api.product-block/goods-of.ts";

/** Everything a form needs for one product or one variant. */
export const loader = door({
  GET: async ({ request }) => {
    const ctx = await contextOfApi(request);
    const of = goodsOf(new URL(request.url).searchParams);
    if (!of.ok) return respondProblems(of.problems);
    const form = await writeOffForm(ctx, { of: of.value, seesCost: await seesCost(ctx, { ask: true }) });
    const disposals = form.disposals.map(({ id }) => ({ id, label: sentence(`words:disposal.${id}`) }));
    const reasons = form.reasons.map((reason) => ({ ...reason, label: reasonInWords(reason.label) }));
    return respond({ ...form, disposals, reasons });
  },
});

export const action = loader;
