import { keyOfPlace } from "../write-off/stock.ts";
import { type AsideUnits, isSetAside } from "../write-off/taken-from.ts";
import type { Body } from "./body.ts";

export type SeenLevel = {
  itemId: string;
  locationId: string;
  available: number;
  availableUpdatedAt: Date;
  aside?: AsideUnits;
};

/**
 * Proof that an attempt had no effect: every level it speaks of was last changed before its first send, on
 * Shopify's own clock. The equal quantity proves nothing by itself (others sell and restock meanwhile); it is
 * asked for as well, because a level that moved without its time moving shows that its time cannot be
 * trusted.
 */
export function provesNoEffect(body: Body, levels: SeenLevel[], vendorClock: Date): boolean {
  return body.changes.every((change) => {
    const seen = find(body, levels, change);
    return seen?.units === change.changeFrom && seen.updatedAt < vendorClock;
  });
}

/**
 * A key that Shopify has forgotten leaves only the compared quantity between a repeat and a second effect. A
 * level that changed since the first send and is back where it was would let the repeat through.
 */
export function mayRepeat(body: Body, levels: SeenLevel[], vendorClock: Date): boolean {
  return body.changes.every((change) => {
    const seen = find(body, levels, change);
    return seen !== undefined && (seen.units !== change.changeFrom || seen.updatedAt < vendorClock);
  });
}

/** The number the call compared, and when that one changed: another of the same level proves nothing. */
function find(body: Body, levels: SeenLevel[], change: Body["changes"][number]) {
  const level = levels.find((one) => keyOfPlace(one) === keyOfPlace(change));
  const { quantityName } = body;
  if (level && isSetAside(quantityName)) return level.aside?.[quantityName];
  return level && { units: level.available, updatedAt: level.availableUpdatedAt };
}
