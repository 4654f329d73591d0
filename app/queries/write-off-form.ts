import { inShop } from "#app/db/in-shop-transaction.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { dayIn } from "#app/domain/dates.ts";
import type { ProductId, VariantId } from "#app/domain/ids.ts";
import type { Allowance } from "#app/domain/pricing/pricing.ts";
import type { FoundVariant } from "#app/ports/shopify.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { allowanceView } from "./allowance-view.ts";
import {
  type DisposalChoice,
  disposalChoices,
  placeRules,
  type ReasonChoice,
  reasonChoices,
} from "./form-rows.ts";
import { toVariantView, type VariantView } from "./found-variant.ts";

export type WriteOffForm = {
  person: { id: string; name: string; mayWriteOff: boolean; mayRequest: boolean; seesCost: boolean };
  shop: { name: string; currency: string; timeZone: string; today: string };
  reasons: ReasonChoice[];
  disposals: DisposalChoice[];
  variants: VariantView[];
  /** What the plan counts, and where another one is chosen; null where it counts nothing. */
  allowance: Allowance | null;
};

export type FormQuery = {
  of: ProductId | VariantId | null;
  seesCost: boolean;
  /** What was read of Shopify already. */
  found?: FoundVariant[];
};

/** Everything one form needs in one answer; `of` is null where the person looks for items themselves. */
export async function writeOffForm(ctx: ShopContext, query: FormQuery): Promise<WriteOffForm> {
  const { of, seesCost } = query;
  const [found, allowance, { reasons, rules }] = await Promise.all([
    query.found ?? (of ? ctx.shopify.readProduct(of) : []),
    allowanceView(ctx),
    inShop(ctx.database, ctx.shopId, async (tx) => {
      const [reasons, rules] = await Promise.all([reasonChoices(tx, ctx.shopId), placeRules(tx, ctx.shopId)]);
      return { reasons, rules };
    }),
  ]);
  const { name, currency, timeZone } = ctx.shop;
  return {
    person: {
      id: ctx.person?.userId ?? "",
      name: ctx.person?.name ?? "",
      mayWriteOff: barOf(ctx.person, "write-off") === null,
      mayRequest: barOf(ctx.person, "request") === null,
      seesCost,
    },
    shop: { name, currency, timeZone, today: dayIn(timeZone, ctx.clock.now()) },
    reasons,
    disposals: disposalChoices,
    variants: found.map((variant) => toVariantView(variant, rules)),
    allowance,
  };
}
