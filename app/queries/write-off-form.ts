import { inShopModels } from "#app/db/in-shop-transaction.ts";
import { dayIn } from "#app/domain/dates.ts";
import type { ProductId, VariantId } from "#app/domain/ids.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import {
  type DisposalChoice,
  disposalChoices,
  placeRules,
  type ReasonChoice,
  reasonChoices,
} from "./form-rows.ts";
import { toVariantView, type VariantView } from "./found-variant.ts";

export type WriteOffForm = {
  person: { id: string; name: string; mayWriteOff: boolean; seesCost: boolean };
  shop: { name: string; currency: string; timeZone: string; today: string };
  reasons: ReasonChoice[];
  disposals: DisposalChoice[];
  variants: VariantView[];
};

export type FormQuery = { of: ProductId | VariantId | null; seesCost: boolean };

/** Everything one form needs in one answer; `of` is null where the person looks for items themselves. */
export async function writeOffForm(ctx: ShopContext, { of, seesCost }: FormQuery): Promise<WriteOffForm> {
  const [found, { reasons, rules }] = await Promise.all([
    of ? ctx.shopify.readProduct(of) : [],
    inShopModels(ctx.database, ctx.shopId, async (tx) => ({
      reasons: await reasonChoices(tx, ctx.shopId),
      rules: await placeRules(tx, ctx.shopId),
    })),
  ]);
  const { name, currency, timeZone } = ctx.shop;
  return {
    person: {
      id: ctx.person?.userId ?? "",
      name: ctx.person?.name ?? "",
      mayWriteOff: ctx.person?.mayWriteOff ?? false,
      seesCost,
    },
    shop: { name, currency, timeZone, today: dayIn(timeZone, ctx.clock.now()) },
    reasons,
    disposals: disposalChoices,
    variants: found.map((variant) => toVariantView(variant, rules)),
  };
}
