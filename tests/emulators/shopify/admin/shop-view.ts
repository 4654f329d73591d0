import { numericId } from "../gid.ts";
import { picturePath } from "../picture.ts";
import {
  type HistoryRow,
  type Item,
  type Level,
  onHandOf,
  type Product,
  type QuantityName,
  type Shop,
  type Variant,
} from "../state.ts";

/** What the admin's pages show, read from the shop as it is at this moment. */
export type LevelRow = {
  location: string;
  isActive: boolean;
  unavailable: number;
  committed: number;
  available: number;
  onHand: number;
};

export type HistoryEntry = {
  at: number;
  activity: string;
  by: string;
  location: string;
  reference: string | null;
  changes: Partial<Record<QuantityName, { delta: number; after: number }>>;
};

/** The names people choose from in the real admin; apps may send the others. */
const activities: Record<string, string> = {
  correction: "Inventory correction",
  cycle_count_available: "Count",
  damaged: "Damaged",
  promotion: "Promotion or donation",
  received: "Received",
  restock: "Return restock",
  shrinkage: "Theft or loss",
  quality_control: "Quality control",
  safety_stock: "Safety stock",
  other: "Other",
};

export function productsOf(shop: Shop, query: string): Product[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...shop.products.values()].filter((product) => {
    const variants = variantsOf(shop, product);
    const skus = variants.map((variant) => `${itemOf(shop, variant)?.sku ?? ""} ${variant.barcode ?? ""}`);
    const text = `${product.title} ${product.vendor} ${skus.join(" ")}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return found.sort((one, other) => one.title.localeCompare(other.title));
}

export function variantsOf(shop: Shop, product: Product): Variant[] {
  return product.variantIds.flatMap((id) => shop.variants.get(id) ?? []);
}

export function itemOf(shop: Shop, variant: Variant): Item | undefined {
  return shop.items.get(variant.itemId);
}

export function productAt(shop: Shop, number: string): Product | undefined {
  return [...shop.products.values()].find((product) => String(numericId(product.id)) === number);
}

export function variantAt(shop: Shop, product: Product, number: string): Variant | undefined {
  return variantsOf(shop, product).find((variant) => String(numericId(variant.id)) === number);
}

export function pictureOf(product: Product, variant?: Variant): string | null {
  const picture = variant?.picture ?? product.picture;
  return picture ? picturePath(picture) : null;
}

export function isBundle(variant: Variant): boolean {
  return variant.components.length > 0;
}

export function levelRows(shop: Shop, variant: Variant): LevelRow[] {
  const rows: LevelRow[] = [];
  for (const level of levelsOf(shop, variant)) {
    const location = shop.locations.get(level.locationId);
    if (!location) continue;
    const available = level.quantities.available;
    const committed = level.quantities.committed;
    const onHand = onHandOf(level.quantities);
    const isActive = level.isActive && location.isActive;
    const unavailable = onHand - available - committed;
    rows.push({ location: location.name, isActive, unavailable, committed, available, onHand });
  }
  return rows;
}

/** What can be sold of a variant at all active places together. */
export function availableOf(shop: Shop, variant: Variant): number {
  return levelRows(shop, variant)
    .filter((row) => row.isActive)
    .reduce((sum, row) => sum + row.available, 0);
}

export function placesOf(shop: Shop, product: Product): number {
  const names = variantsOf(shop, product).flatMap((variant) =>
    levelRows(shop, variant).flatMap((row) => (row.isActive ? [row.location] : [])),
  );
  return new Set(names).size;
}

/** Newest first. */
export function historyOf(shop: Shop, variant: Variant, limit: number): HistoryEntry[] {
  return shop.history
    .filter((row) => row.itemId === variant.itemId)
    .slice(-limit)
    .reverse()
    .map((row) => entryOf(shop, row));
}

function entryOf(shop: Shop, row: HistoryRow): HistoryEntry {
  return {
    at: row.at,
    activity: activities[row.reason] ?? row.reason,
    by: row.via ? `${row.actor.name} via ${row.via}` : row.actor.name,
    location: shop.locations.get(row.locationId)?.name ?? "A deleted location",
    reference: row.reference,
    changes: Object.fromEntries(row.changes.map(({ name, delta, after }) => [name, { delta, after }])),
  };
}

function levelsOf(shop: Shop, variant: Variant): Level[] {
  return [...shop.levels.values()].filter((level) => level.itemId === variant.itemId);
}
