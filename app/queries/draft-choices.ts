import { inShopModels } from "#app/db/in-shop-transaction.ts";
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
    inShopModels(ctx.database, shopId, async (tx) => ({
      reasons: await reasonChoices(tx, shopId),
      locations: await tx.locationMirror.findMany({
        where: { shopId, isActive: true },
        orderBy: { name: "asc" },
        select: { locationId: true, name: true },
      }),
    })),
  ]);
  return {
    person: {
      mayWriteOff: barOf(person, "write-off") === null,
      mayRequest: barOf(person, "request") === null,
    },
    reasons,
    locations: locations
      .filter(({ locationId }) => person !== null && isPlacedAt(person, locationId))
      .map(({ locationId, name }) => ({ id: locationId, name })),
    linesMax,
    allowance,
  };
}
