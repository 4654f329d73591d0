import { adjustableNames, causeOf, QUANTITY_MAX } from "./adjust.ts";
import { isDocumentUri, ledgerProblem, reasons } from "./documents.ts";
import { newGroup, reported, userError } from "./keyed-mutation.ts";
import { levelAt, moveLevel } from "./levels.ts";
import type { ErrorCode } from "./messages.ts";
import { isBundleParent, levelKey, quantityOf, type StoredName, type UserError } from "./state.ts";
import type { Asked, Outcome } from "./world.ts";

export type MoveInput = { reason: string; referenceDocumentUri: string; changes: MoveChange[] };
export type MoveChange = { inventoryItemId: string; quantity: number; from: Terminal; to: Terminal };
type Terminal = {
  locationId: string;
  name: string;
  changeFromQuantity?: number | null;
  ledgerDocumentUri?: string | null;
};

/** inventoryMoveQuantities after its key was accepted: units change their state at one location. */
export function moveQuantities(asked: Asked, input: MoveInput): Outcome {
  const errors = [...wrongWithTheWhole(input), ...wrongLines(asked, input)];
  if (errors.length > 0) return { group: null, userErrors: reported(asked, errors) };
  const group = newGroup(asked, input);
  for (const { inventoryItemId, quantity, from, to } of input.changes) {
    if (quantity === 0) continue;
    const level = levelAt(asked.world, asked.shop, { itemId: inventoryItemId, locationId: from.locationId });
    const movements = [movementOf(from, -quantity), movementOf(to, quantity)];
    const cause = causeOf(asked, input, group.id);
    group.changes.push(...moveLevel(asked.world, { shop: asked.shop, level }, movements, cause));
  }
  return { group: group.changes.length > 0 ? group : null, userErrors: [] };
}

function movementOf(terminal: Terminal, delta: number) {
  return { name: terminal.name as StoredName, delta, ledgerDocumentUri: terminal.ledgerDocumentUri ?? null };
}

function wrongWithTheWhole(input: MoveInput): UserError[] {
  const errors: UserError[] = [];
  if (!reasons.has(input.reason)) errors.push(userError("INVALID_REASON", ["input", "reason"]));
  if (!isDocumentUri(input.referenceDocumentUri))
    errors.push(userError("INVALID_REFERENCE_DOCUMENT", ["input", "referenceDocumentUri"]));
  const ledgers = new Set(
    input.changes.flatMap(({ from, to }) => [from.ledgerDocumentUri, to.ledgerDocumentUri]).filter(Boolean),
  );
  if (ledgers.size > 2) errors.push(userError("MAXIMUM_LEDGER_DOCUMENT_URIS", ["input", "changes"]));
  return errors;
}

function wrongLines(asked: Asked, input: MoveInput): UserError[] {
  return input.changes.flatMap((change, index) => {
    const problem = lineProblem(asked, change);
    return problem ? [userError(problem.code, ["input", "changes", String(index), ...problem.at])] : [];
  });
}

function lineProblem(asked: Asked, change: MoveChange): { code: ErrorCode; at: string[] } | null {
  const { shop } = asked;
  const { inventoryItemId, quantity, from, to } = change;
  if (!shop.items.has(inventoryItemId)) return { code: "INVALID_INVENTORY_ITEM", at: ["inventoryItemId"] };
  if (isBundleParent(shop, inventoryItemId))
    return { code: "NON_MUTABLE_INVENTORY_ITEM", at: ["inventoryItemId"] };
  if (from.locationId !== to.locationId) return { code: "DIFFERENT_LOCATIONS", at: [] };
  if (!shop.locations.has(from.locationId)) return { code: "INVALID_LOCATION", at: ["from", "locationId"] };
  if (from.name === to.name) return { code: "SAME_QUANTITY_NAME", at: [] };
  if (quantity < 0) return { code: "INVALID_QUANTITY_NEGATIVE", at: ["quantity"] };
  if (quantity > QUANTITY_MAX) return { code: "INVALID_QUANTITY_TOO_HIGH", at: ["quantity"] };
  return terminalProblem(asked, change, "from") ?? terminalProblem(asked, change, "to");
}

function terminalProblem(
  asked: Asked,
  change: MoveChange,
  end: "from" | "to",
): { code: ErrorCode; at: string[] } | null {
  const terminal = change[end];
  if (!adjustableNames.includes(terminal.name)) return { code: "INVALID_QUANTITY_NAME", at: [end, "name"] };
  const document = ledgerProblem(terminal.name, terminal.ledgerDocumentUri);
  if (document) return { code: document, at: [end, "ledgerDocumentUri"] };
  const level = asked.shop.levels.get(levelKey(change.inventoryItemId, terminal.locationId));
  const name = terminal.name as StoredName;
  const before = level ? quantityOf(level, name) : 0;
  if (terminal.changeFromQuantity != null && terminal.changeFromQuantity !== before)
    return { code: "CHANGE_FROM_QUANTITY_STALE", at: [end, "changeFromQuantity"] };
  const held = level?.ledgers[name]?.[terminal.ledgerDocumentUri ?? ""] ?? 0;
  const foreign = end === "from" && name !== "available" && held < change.quantity;
  if (foreign && asked.world.switches.damagedLedger === "own")
    return { code: "INVALID_LEDGER_DOCUMENT", at: [end, "ledgerDocumentUri"] };
  return null;
}
