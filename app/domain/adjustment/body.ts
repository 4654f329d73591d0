import type { ItemId, LocationId } from "../ids.ts";
import { invariant } from "../invariant.ts";
import { limits } from "../limits.ts";
import { keyOfPlace, type Place, type Stock } from "../write-off/stock.ts";
import { isSetAside, ledgerOf, type TakenFrom, unitsOn } from "../write-off/taken-from.ts";

/** What one call says; frozen with its key, so that sending it again is sending the same thing. */
export type Body = {
  quantityName: TakenFrom;
  shopifyReason: string;
  reference: string;
  /** Under which address Shopify keeps units that are set aside; it wants none for what is available. */
  ledger?: string;
  changes: Change[];
};

export type Change = { itemId: ItemId; locationId: LocationId; delta: number; changeFrom: number };

export type DirectedLine = Place & {
  id: string;
  takenFrom: TakenFrom;
  quantity: number;
  direction: 1 | -1;
};

export function bodyOf(
  parts: { documentId: string; attemptId: string; shopifyReason: string; takenFrom: TakenFrom },
  lines: DirectedLine[],
  levels: Stock["levels"],
): Body {
  const { takenFrom } = parts;
  invariant(
    lines.every((line) => line.takenFrom === takenFrom),
    "a call changes one number",
  );
  // Of two that speak of one place the first does, as where it was checked.
  const levelAt = new Map(levels.toReversed().map((level) => [keyOfPlace(level), level]));
  const changes = new Map<string, Change>();
  for (const line of lines) {
    const key = keyOfPlace(line);
    const level = levelAt.get(key);
    invariant(level, "a line was checked against its level");
    const { itemId, locationId } = line;
    const known = changes.get(key);
    const change = known ?? { itemId, locationId, delta: 0, changeFrom: unitsOn(level, takenFrom) };
    changes.set(key, { ...change, delta: change.delta + line.direction * line.quantity });
  }
  invariant(changes.size > 0 && changes.size <= limits.changesPerAdjustment, "a body has 1 to 250 changes");
  return {
    quantityName: takenFrom,
    shopifyReason: parts.shopifyReason,
    reference: referenceOf(parts.documentId, parts.attemptId),
    ...(isSetAside(takenFrom) ? { ledger: ledgerOf(takenFrom) } : {}),
    changes: [...changes.values()],
  };
}

/** Unique an attempt: it is what a person looks for in Shopify's history when nobody else can tell. */
export function referenceOf(documentId: string, attemptId: string): string {
  return `gid://lossbook/WriteOff/${documentId}/${attemptId}`;
}
