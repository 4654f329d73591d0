import { inShopModels } from "#app/db/in-shop-transaction.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { facetValues } from "./facet-values.ts";
import { type LocationChoice, locationChoices } from "./form-rows.ts";
import { type IncidentChoice, incidentChoices } from "./incident-choices.ts";

export type FilterChoices = {
  reasons: { id: string; label: string }[];
  locations: LocationChoice[];
  incidents: IncidentChoice[];
  people: { id: string; label: string }[];
  vendors: string[];
  types: string[];
};

/** What the list can be narrowed to; archived reasons too, because old documents carry them. */
export function filterChoices(ctx: ShopContext): Promise<FilterChoices> {
  const { shopId } = ctx;
  return inShopModels(ctx.database, shopId, async (tx) => {
    const people = await facetValues(tx, shopId, "person", limits.choicesShown);
    const names = await tx.person.findMany({
      where: { shopId, userId: { in: people } },
      orderBy: [{ name: "asc" }, { userId: "asc" }],
      select: { userId: true, name: true },
    });
    return {
      reasons: await tx.reason.findMany({
        where: { shopId },
        orderBy: [{ position: "asc" }, { id: "asc" }],
        select: { id: true, label: true },
      }),
      locations: await locationChoices(tx, shopId),
      incidents: await incidentChoices(tx, shopId),
      people: names.map(({ userId, name }) => ({ id: userId, label: name || userId })),
      vendors: await facetValues(tx, shopId, "vendor", limits.choicesShown),
      types: await facetValues(tx, shopId, "type", limits.choicesShown),
    };
  });
}
