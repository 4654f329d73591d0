import { causeOf } from "./adjust.ts";
import { isDocumentUri, reasons } from "./documents.ts";
import { newGroup, reported, userError } from "./keyed-mutation.ts";
import { levelAt, moveLevel } from "./levels.ts";
import type { ErrorCode } from "./messages.ts";
import { isBundleParent, levelKey, quantityOf, type UserError } from "./state.ts";
import type { Asked, Outcome } from "./world.ts";

export type SetInput = {
  name: string;
  reason: string;
  referenceDocumentUri?: string | null;
  quantities: SetLine[];
};

export type SetLine = {
  inventoryItemId: string;
  locationId: string;
  quantity: number;
  changeFromQuantity?: number | null;
};

const SET_MAX = 1_000_000_000;

/** inventorySetQuantities after its key was accepted: what counts is the number that shall stand there. */
export function setQuantities(asked: Asked, input: SetInput): Outcome {
  const errors = [...wrongWithTheWhole(input), ...wrongLines(asked, input)];
  if (errors.length > 0) return { group: null, userErrors: reported(asked, errors) };
  const group = newGroup(asked, input);
  for (const line of input.quantities) {
    const level = levelAt(asked.world, asked.shop, {
      itemId: line.inventoryItemId,
      locationId: line.locationId,
    });
    const delta = line.quantity - quantityOf(level, input.name as "available" | "on_hand");
    if (delta === 0) continue;
    const movement = { name: "available" as const, delta, ledgerDocumentUri: null };
    const cause = causeOf(asked, input, group.id);
    group.changes.push(...moveLevel(asked.world, { shop: asked.shop, level }, [movement], cause));
  }
  return { group: group.changes.length > 0 ? group : null, userErrors: [] };
}

function wrongWithTheWhole(input: SetInput): UserError[] {
  const errors: UserError[] = [];
  if (input.name !== "available" && input.name !== "on_hand")
    errors.push(userError("INVALID_NAME", ["input", "name"]));
  if (!reasons.has(input.reason)) errors.push(userError("INVALID_REASON", ["input", "reason"]));
  if (input.referenceDocumentUri != null && !isDocumentUri(input.referenceDocumentUri))
    errors.push(userError("INVALID_REFERENCE_DOCUMENT", ["input", "referenceDocumentUri"]));
  return errors;
}

function wrongLines(asked: Asked, input: SetInput): UserError[] {
  const seen = new Set<string>();
  return input.quantities.flatMap((line, index) => {
    const key = levelKey(line.inventoryItemId, line.locationId);
    const problem = seen.has(key)
      ? { code: "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR" as const, at: "locationId" }
      : lineProblem(asked, input, line);
    seen.add(key);
    return problem ? [userError(problem.code, ["input", "quantities", String(index), problem.at])] : [];
  });
}

function lineProblem(asked: Asked, input: SetInput, line: SetLine): { code: ErrorCode; at: string } | null {
  const { shop } = asked;
  if (!shop.items.has(line.inventoryItemId)) return { code: "INVALID_INVENTORY_ITEM", at: "inventoryItemId" };
  if (!shop.locations.has(line.locationId)) return { code: "INVALID_LOCATION", at: "locationId" };
  if (isBundleParent(shop, line.inventoryItemId))
    return { code: "NON_MUTABLE_INVENTORY_ITEM", at: "inventoryItemId" };
  if (line.quantity < 0) return { code: "INVALID_QUANTITY_NEGATIVE", at: "quantity" };
  if (line.quantity > SET_MAX) return { code: "INVALID_QUANTITY_TOO_HIGH", at: "quantity" };
  const level = shop.levels.get(levelKey(line.inventoryItemId, line.locationId));
  const before = level ? quantityOf(level, input.name === "on_hand" ? "on_hand" : "available") : 0;
  if (line.changeFromQuantity != null && line.changeFromQuantity !== before)
    return { code: "CHANGE_FROM_QUANTITY_STALE", at: "changeFromQuantity" };
  return null;
}
