import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
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
  return inShop(ctx.database, shopId, async (tx) => {
    const [people, reasons, locations, incidents, vendors, types] = await Promise.all([
      peopleOf(tx, shopId),
      tx.$queryRaw<FilterChoices["reasons"]>`
        SELECT id, label FROM reason WHERE shop_id = ${shopId}::uuid ORDER BY position, id`,
      locationChoices(tx, shopId),
      incidentChoices(tx, shopId),
      facetValues(tx, shopId, "vendor", limits.choicesShown),
      facetValues(tx, shopId, "type", limits.choicesShown),
    ]);
    return { reasons, locations, incidents, people, vendors, types };
  });
}

async function peopleOf(tx: Tx, shopId: string): Promise<FilterChoices["people"]> {
  const people = await facetValues(tx, shopId, "person", limits.choicesShown);
  return tx.$queryRaw<FilterChoices["people"]>`
    SELECT user_id AS id, coalesce(nullif(name, ''), user_id) AS label FROM person
     WHERE shop_id = ${shopId}::uuid AND user_id = ANY(${people}::text[]) ORDER BY name, user_id`;
}
