import type { Tx } from "#app/db/in-shop-transaction.ts";
import { invariant } from "#app/domain/invariant.ts";
import { DISPOSALS } from "#app/domain/reason/disposal.ts";
import { isTheft } from "#app/domain/reason/theft-class.ts";
import type { PlaceRules } from "./found-variant.ts";

export type ReasonChoice = {
  id: string;
  label: string;
  family: string;
  needsNote: boolean;
  needsEvidence: boolean;
  /** Goods that were stolen: who took them can be said. */
  theft: boolean;
};
/** Its label stands in the locale file. */
export type DisposalChoice = { id: (typeof DISPOSALS)[number] };
export type LocationChoice = { id: string; name: string };

export const disposalChoices: DisposalChoice[] = DISPOSALS.map((id) => ({ id }));

export async function reasonChoices(tx: Tx, shopId: string): Promise<ReasonChoice[]> {
  const rows = await tx.$queryRaw<(Omit<ReasonChoice, "theft"> & { debitRole: string })[]>`
    SELECT id, label, family, needs_note AS "needsNote", needs_evidence AS "needsEvidence",
           debit_role AS "debitRole"
      FROM reason WHERE shop_id = ${shopId}::uuid AND archived_at IS NULL AND 'off' = ANY(kinds)
     ORDER BY position, id`;
  return rows.map(({ debitRole, ...row }) => ({ ...row, theft: isTheft({ debitRole, family: row.family }) }));
}

export function locationChoices(tx: Tx, shopId: string): Promise<LocationChoice[]> {
  return tx.$queryRaw<LocationChoice[]>`
    SELECT location_id AS id, name FROM location_mirror WHERE shop_id = ${shopId}::uuid
     ORDER BY is_active DESC, name, location_id`;
}

export async function placeRules(tx: Tx, shopId: string): Promise<PlaceRules> {
  const [[policy], inactive] = await Promise.all([
    tx.$queryRaw<PlaceRules["policy"][]>`
      SELECT refuse_below_zero AS "refuseBelowZero", refuse_below_committed AS "refuseBelowCommitted"
        FROM shop WHERE id = ${shopId}::uuid`,
    tx.$queryRaw<{ id: string }[]>`
      SELECT location_id AS id FROM location_mirror WHERE shop_id = ${shopId}::uuid AND NOT is_active`,
  ]);
  invariant(policy, "a shop that is served stands in the database");
  return { policy, inactiveLocations: new Set(inactive.map(({ id }) => id)) };
}
