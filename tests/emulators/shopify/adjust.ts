import { isDocumentUri, ledgerProblem, reasons } from "./documents.ts";
import { actorOf, newGroup, reported, userError } from "./keyed-mutation.ts";
import { type Cause, levelAt, moveLevel } from "./levels.ts";
import type { ErrorCode } from "./messages.ts";
import {
  isBundleParent,
  type Level,
  levelKey,
  quantityOf,
  type StoredName,
  type UserError,
} from "./state.ts";
import type { Asked, Outcome } from "./world.ts";

export type AdjustInput = {
  name: string;
  reason: string;
  referenceDocumentUri?: string | null;
  changes: AdjustChange[];
};

export type AdjustChange = {
  inventoryItemId: string;
  locationId: string;
  delta: number;
  changeFromQuantity?: number | null;
  ledgerDocumentUri?: string | null;
};

export const adjustableNames: readonly string[] = [
  "available",
  "damaged",
  "quality_control",
  "reserved",
  "safety_stock",
];
export const QUANTITY_MAX = 2_000_000_000;

/** inventoryAdjustQuantities after its key was accepted. */
export function adjustQuantities(asked: Asked, input: AdjustInput): Outcome {
  const whole = wrongWithTheWhole(input);
  if (whole.length > 0) return { group: null, userErrors: reported(asked, whole) };
  const { good, errors } = judgeLines(asked, input);
  const partly = asked.world.switches.atomicity === "valid-applied";
  if (errors.length > 0 && !partly) return { group: null, userErrors: reported(asked, errors) };
  const group = newGroup(asked, input);
  for (const change of good) {
    if (change.delta === 0) continue;
    group.changes.push(...applyLine(asked, { input, change, groupId: group.id }));
  }
  return { group: group.changes.length > 0 ? group : null, userErrors: reported(asked, errors) };
}

function wrongWithTheWhole(input: AdjustInput): UserError[] {
  const errors: UserError[] = [];
  if (!adjustableNames.includes(input.name))
    errors.push(userError("INVALID_QUANTITY_NAME", ["input", "name"]));
  if (!reasons.has(input.reason)) errors.push(userError("INVALID_REASON", ["input", "reason"]));
  if (input.referenceDocumentUri != null && !isDocumentUri(input.referenceDocumentUri))
    errors.push(userError("INVALID_REFERENCE_DOCUMENT", ["input", "referenceDocumentUri"]));
  const ledgers = new Set(input.changes.map((change) => change.ledgerDocumentUri ?? null));
  if (input.name !== "available" && ledgers.size > 1)
    errors.push(userError("MAX_ONE_LEDGER_DOCUMENT", ["input", "changes"]));
  return errors;
}

function judgeLines(asked: Asked, input: AdjustInput): { good: AdjustChange[]; errors: UserError[] } {
  const good: AdjustChange[] = [];
  const errors: UserError[] = [];
  const pending = new Map<string, number>();
  input.changes.forEach((change, index) => {
    const key = levelKey(change.inventoryItemId, change.locationId);
    const problem = lineProblem(asked, { input, change, pending: pending.get(key) ?? 0 });
    if (problem) errors.push(userError(problem.code, ["input", "changes", String(index), problem.at]));
    else {
      good.push(change);
      pending.set(key, (pending.get(key) ?? 0) + change.delta);
    }
  });
  return { good, errors };
}

type Line = { input: AdjustInput; change: AdjustChange; pending: number };

function lineProblem(asked: Asked, { input, change, pending }: Line): { code: ErrorCode; at: string } | null {
  const { shop, world } = asked;
  const { switches } = world;
  const item = shop.items.get(change.inventoryItemId);
  if (!item) return { code: "INVALID_INVENTORY_ITEM", at: "inventoryItemId" };
  if (!shop.locations.has(change.locationId)) return { code: "INVALID_LOCATION", at: "locationId" };
  if (isBundleParent(shop, item.id)) return { code: "NON_MUTABLE_INVENTORY_ITEM", at: "inventoryItemId" };
  if (!item.tracked && switches.untrackedAdjust === "refused")
    return { code: "NON_MUTABLE_INVENTORY_ITEM", at: "inventoryItemId" };
  const level = shop.levels.get(levelKey(item.id, change.locationId));
  if (!level?.isActive && switches.adjustAtInactive === "refused")
    return { code: "INVALID_LOCATION", at: "locationId" };
  const document = ledgerProblem(input.name, change.ledgerDocumentUri);
  if (document) return { code: document, at: "ledgerDocumentUri" };
  const name = input.name as StoredName;
  const before = (level ? quantityOf(level, name) : 0) + pending;
  if (change.changeFromQuantity != null && change.changeFromQuantity !== before)
    return { code: "CHANGE_FROM_QUANTITY_STALE", at: "changeFromQuantity" };
  const after = before + change.delta;
  if (after > QUANTITY_MAX || change.delta > QUANTITY_MAX)
    return { code: "INVALID_QUANTITY_TOO_HIGH", at: "delta" };
  if (after < -QUANTITY_MAX || change.delta < -QUANTITY_MAX)
    return { code: "INVALID_QUANTITY_TOO_LOW", at: "delta" };
  if (after < 0 && change.delta < 0 && switches.belowZero === "refused")
    return { code: "INVALID_QUANTITY_TOO_LOW", at: "delta" };
  if (switches.damagedLedger === "own" && takesFromAnother(level, name, change))
    return { code: "INVALID_LEDGER_DOCUMENT", at: "ledgerDocumentUri" };
  return null;
}

/** Units that came under one ledger document cannot leave under another. */
function takesFromAnother(level: Level | undefined, name: StoredName, change: AdjustChange): boolean {
  if (name === "available" || change.delta >= 0) return false;
  return (level?.ledgers[name]?.[change.ledgerDocumentUri ?? ""] ?? 0) + change.delta < 0;
}

function applyLine(asked: Asked, line: { input: AdjustInput; change: AdjustChange; groupId: string }) {
  const { shop, world } = asked;
  const { change, input } = line;
  const level = levelAt(world, shop, { itemId: change.inventoryItemId, locationId: change.locationId });
  if (world.switches.adjustAtInactive === "activates") level.isActive = true;
  const item = shop.items.get(change.inventoryItemId);
  if (item && !item.tracked && world.switches.untrackedAdjust === "ignored") return [unmoved(level, line)];
  const movement = {
    name: input.name as StoredName,
    delta: change.delta,
    ledgerDocumentUri: change.ledgerDocumentUri ?? null,
  };
  return moveLevel(world, { shop, level }, [movement], causeOf(asked, input, line.groupId));
}

function unmoved(level: Level, { input, change }: { input: AdjustInput; change: AdjustChange }) {
  const name = input.name as StoredName;
  const { itemId, locationId } = level;
  return {
    itemId,
    locationId,
    name,
    delta: change.delta,
    after: quantityOf(level, name),
    ledgerDocumentUri: null,
  };
}

export function causeOf(
  asked: Asked,
  input: { reason: string; referenceDocumentUri?: string | null },
  groupId: string,
): Cause {
  return {
    actor: actorOf(asked),
    via: asked.world.app.title,
    reason: input.reason,
    reference: input.referenceDocumentUri ?? null,
    groupId,
  };
}
