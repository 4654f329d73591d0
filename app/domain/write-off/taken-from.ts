import { invariant } from "../invariant.ts";

/** From which of a location's numbers units leave: what can be sold, or what was set aside there before. */
export const TAKEN_FROM = ["available", "damaged", "quality-control"] as const;
export type TakenFrom = (typeof TAKEN_FROM)[number];

/** Units set aside: on hand, not for sale. */
export type SetAside = Exclude<TakenFrom, "available">;

export const SET_ASIDE = ["damaged", "quality-control"] as const satisfies SetAside[];

/** Only what was asked for is known. */
export type AsideUnits = Partial<Record<SetAside, { units: number; updatedAt: Date }>>;

export function isSetAside(takenFrom: TakenFrom): takenFrom is SetAside {
  return takenFrom !== "available";
}

/** A number that nobody read must not be taken for none. */
export function unitsOn(level: { available: number; aside?: AsideUnits }, takenFrom: TakenFrom): number {
  if (!isSetAside(takenFrom)) return level.available;
  const there = level.aside?.[takenFrom];
  invariant(there, "what was set aside is read before it is taken from");
  return there.units;
}

/**
 * Shopify keeps what was set aside in ledgers, each under the address of who put it there. One address for
 * all of ours: what we put back under it we may take again.
 */
export function ledgerOf(takenFrom: SetAside): string {
  return `gid://lossbook/SetAside/${takenFrom}`;
}
