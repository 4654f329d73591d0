import type { ModelTx } from "#app/db/in-shop-transaction.ts";
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

export async function reasonChoices(tx: ModelTx, shopId: string): Promise<ReasonChoice[]> {
  const rows = await tx.reason.findMany({
    where: { shopId, archivedAt: null, kinds: { has: "off" } },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: {
      id: true,
      label: true,
      family: true,
      needsNote: true,
      needsEvidence: true,
      debitRole: true,
    },
  });
  return rows.map(({ debitRole, ...row }) => ({ ...row, theft: isTheft({ debitRole, family: row.family }) }));
}

export async function locationChoices(tx: ModelTx, shopId: string): Promise<LocationChoice[]> {
  const rows = await tx.locationMirror.findMany({
    where: { shopId },
    orderBy: [{ isActive: "desc" }, { name: "asc" }],
    select: { locationId: true, name: true },
  });
  return rows.map(({ locationId, name }) => ({ id: locationId, name }));
}

export async function placeRules(tx: ModelTx, shopId: string): Promise<PlaceRules> {
  const policy = await tx.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { refuseBelowZero: true, refuseBelowCommitted: true },
  });
  const inactive = await tx.locationMirror.findMany({
    where: { shopId, isActive: false },
    select: { locationId: true },
  });
  return { policy, inactiveLocations: new Set(inactive.map(({ locationId }) => locationId)) };
}
