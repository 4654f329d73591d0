import { inShopModels } from "#app/db/in-shop-transaction.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { type LocationChoice, locationChoices } from "./form-rows.ts";
import { type IncidentChoice, incidentChoices } from "./incident-choices.ts";

export type FilterChoices = {
  reasons: { id: string; label: string }[];
  locations: LocationChoice[];
  incidents: IncidentChoice[];
};

/** What the list can be narrowed to; archived reasons too, because old documents carry them. */
export function filterChoices(ctx: ShopContext): Promise<FilterChoices> {
  return inShopModels(ctx.database, ctx.shopId, async (tx) => ({
    reasons: await tx.reason.findMany({
      where: { shopId: ctx.shopId },
      orderBy: [{ position: "asc" }, { id: "asc" }],
      select: { id: true, label: true },
    }),
    locations: await locationChoices(tx, ctx.shopId),
    incidents: await incidentChoices(tx, ctx.shopId),
  }));
}
