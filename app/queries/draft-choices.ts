import { inShop } from "#app/db/in-shop-transaction.ts";
import { barOf, isPlacedAt } from "#app/domain/approval/role.ts";
import type { Allowance } from "#app/domain/pricing/pricing.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { allowanceView } from "./allowance-view.ts";
import { type LocationChoice, type ReasonChoice, reasonChoices } from "./form-rows.ts";

export type DraftChoices = {
  person: { mayWriteOff: boolean; mayRequest: boolean };
  reasons: ReasonChoice[];
  /** Where this person may write off or ask for it. */
  locations: LocationChoice[];
  linesMax: number;
  allowance: Allowance | null;
};

/** What has to be said before many products can stand in one form; Shopify is not asked for it. */
export async function draftChoices(ctx: ShopContext, linesMax: number): Promise<DraftChoices> {
  const { person, shopId } = ctx;
  const [allowance, { reasons, locations }] = await Promise.all([
    allowanceView(ctx),
    inShop(ctx.database, shopId, async (tx) => {
      const [reasons, locations] = await Promise.all([
        reasonChoices(tx, shopId),
        tx.$queryRaw<LocationChoice[]>`
          SELECT location_id AS id, name FROM location_mirror
           WHERE shop_id = ${shopId}::uuid AND is_active ORDER BY name, location_id`,
      ]);
      return { reasons, locations };
    }),
  ]);
  return {
    person: {
      mayWriteOff: barOf(person, "write-off") === null,
      mayRequest: barOf(person, "request") === null,
    },
    reasons,
    locations: locations.filter(({ id }) => person !== null && isPlacedAt(person, id)),
    linesMax,
    allowance,
  };
}
