import { keyOfPlace } from "../write-off/stock.ts";
import type { Body } from "./body.ts";

export type SeenLevel = { itemId: string; locationId: string; available: number; availableUpdatedAt: Date };

/**
 * Proof that an attempt had no effect: every level it speaks of was last changed before its first send, on
 * Shopify's own clock. The equal quantity proves nothing by itself (others sell and restock meanwhile); it is
 * asked for as well, because a level that moved without its time moving shows that its time cannot be
 * trusted.
 */
export function provesNoEffect(body: Body, levels: SeenLevel[], vendorClock: Date): boolean {
  return body.changes.every((change) => {
    const level = find(levels, change);
    return level?.available === change.changeFrom && level.availableUpdatedAt < vendorClock;
  });
}

/**
 * A key that Shopify has forgotten leaves only the compared quantity between a repeat and a second effect. A
 * level that changed since the first send and is back where it was would let the repeat through.
 */
export function mayRepeat(body: Body, levels: SeenLevel[], vendorClock: Date): boolean {
  return body.changes.every((change) => {
    const level = find(levels, change);
    return (
      level !== undefined && (level.available !== change.changeFrom || level.availableUpdatedAt < vendorClock)
    );
  });
}

function find(levels: SeenLevel[], change: Body["changes"][number]): SeenLevel | undefined {
  return levels.find((level) => keyOfPlace(level) === keyOfPlace(change));
}
