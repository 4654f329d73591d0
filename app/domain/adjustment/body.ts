import type { ItemId, LocationId } from "../ids.ts";
import { invariant } from "../invariant.ts";
import { limits } from "../limits.ts";
import { keyOfPlace, type Place } from "../write-off/stock.ts";

/** What one call says; frozen with its key, so that sending it again is sending the same thing. */
export type Body = {
  quantityName: "available";
  shopifyReason: string;
  reference: string;
  changes: Change[];
};

export type Change = { itemId: ItemId; locationId: LocationId; delta: number; changeFrom: number };

export type DirectedLine = Place & { id: string; quantity: number; direction: 1 | -1 };

export function bodyOf(
  parts: { documentId: string; attemptId: string; shopifyReason: string },
  lines: DirectedLine[],
  availableAt: (place: Place) => number,
): Body {
  const changes = new Map<string, Change>();
  for (const line of lines) {
    const known = changes.get(keyOfPlace(line));
    const { itemId, locationId } = line;
    const change = known ?? { itemId, locationId, delta: 0, changeFrom: availableAt(line) };
    changes.set(keyOfPlace(line), { ...change, delta: change.delta + line.direction * line.quantity });
  }
  invariant(changes.size > 0 && changes.size <= limits.changesPerAdjustment, "a body has 1 to 250 changes");
  return {
    quantityName: "available",
    shopifyReason: parts.shopifyReason,
    reference: referenceOf(parts.documentId, parts.attemptId),
    changes: [...changes.values()],
  };
}

/** Unique an attempt: it is what a person looks for in Shopify's history when nobody else can tell. */
export function referenceOf(documentId: string, attemptId: string): string {
  return `gid://lossbook/WriteOff/${documentId}/${attemptId}`;
}
