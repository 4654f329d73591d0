import type { ItemId, LocationId } from "#app/domain/ids.ts";
import type { Reason } from "#app/domain/reason/reason.ts";
import type { Original, OriginalLine } from "#app/domain/write-off/original.ts";
import type { WriteOffFacts } from "#app/domain/write-off/plan-write-off.ts";
import type { Stock } from "#app/domain/write-off/stock.ts";
import type { WriteOffCommand } from "#app/domain/write-off/write-off-command.ts";

/** What a plan is made of, without a database or Shopify: one mug on one shelf, and what a test changes. */
export const mug: ItemId = "gid://shopify/InventoryItem/1";
export const mainStreet: LocationId = "gid://shopify/Location/1";
export const documentId = "01936f2e-7c1a-7b3d-8e4f-0123456789ab";
export const noon = new Date("2026-11-21T12:00:00Z");

export function item(parts: Partial<Stock["items"][number]> = {}): Stock["items"][number] {
  return {
    itemId: mug,
    variantId: "gid://shopify/ProductVariant/1",
    productId: "gid://shopify/Product/1",
    title: "Mug",
    variantTitle: "Blue",
    sku: "MUG",
    barcode: "",
    imageUrl: null,
    tracked: true,
    components: null,
    unitCost: { amount: "4.50", currency: "EUR" },
    ...parts,
  };
}

export function level(parts: Partial<Stock["levels"][number]> = {}): Stock["levels"][number] {
  return { itemId: mug, locationId: mainStreet, isActive: true, available: 40, committed: 0, ...parts };
}

export function stock(parts: Partial<Stock> = {}): Stock {
  return {
    items: [item()],
    locations: [{ locationId: mainStreet, name: "Main street", isActive: true }],
    levels: [level()],
    ...parts,
  };
}

export function reason(parts: Partial<Reason> = {}): Reason {
  return {
    id: "damaged",
    label: "Damaged",
    family: "damage",
    shrink: true,
    needsNote: false,
    needsEvidence: false,
    debitRole: "shrinkage-damage",
    materialRole: "inventory-write-down",
    shopifyReason: "damaged",
    kinds: ["off"],
    archived: false,
    ...parts,
  };
}

export function facts(parts: Partial<WriteOffFacts> = {}): WriteOffFacts {
  return {
    stock: stock(),
    reasons: [reason()],
    rules: [],
    lastKnownCosts: new Map(),
    seesCost: true,
    policy: { refuseBelowZero: true, refuseBelowCommitted: true },
    materialThresholdMinor: null,
    closedThrough: null,
    recent: null,
    allowance: null,
    hasEvidence: false,
    currency: "EUR",
    timeZone: "Europe/Berlin",
    ...parts,
  };
}

type Line = WriteOffCommand["lines"][number];

export function line(parts: Partial<Line> = {}): Line {
  return { itemId: mug, locationId: mainStreet, quantity: 1, reasonId: "damaged", ...parts };
}

export function command(
  lines: Partial<Line>[] = [{}],
  parts: Partial<WriteOffCommand> = {},
): WriteOffCommand {
  return { id: documentId, lines: lines.map(line), ...parts };
}

/** A settled line of three mugs that took 10.00 off the books. */
export function settledLine(parts: Partial<OriginalLine> = {}): OriginalLine {
  const balance = { applied: 3, reserved: 0, reversed: 0 };
  return {
    id: "line-0",
    rootLineId: null,
    position: 0,
    itemId: mug,
    locationId: mainStreet,
    takenFrom: "available",
    quantity: 3,
    reasonId: "damaged",
    reasonLabel: "Damaged",
    family: "damage",
    shrink: true,
    disposal: null,
    debitRole: "shrinkage-damage",
    cost: { amount: "3.3333", source: "shopify", cause: "", at: noon },
    fate: "applied",
    balance,
    root: { kind: "off", valueMinor: 1000n, balance: parts.balance ?? balance },
    ...parts,
  };
}

export function original(lines: Partial<OriginalLine>[] = [{}], parts: Partial<Original> = {}): Original {
  return {
    id: documentId,
    kind: "off",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    eventDate: "2026-11-10",
    bookedOn: "2026-11-10",
    lines: lines.map((parts, position) => settledLine({ id: `line-${position}`, position, ...parts })),
    ...parts,
  };
}
