import type { Problem } from "#app/domain/problem.ts";
import { nameOf, type StockPolicy, unitsToSpare } from "#app/domain/write-off/stock.ts";
import { type AsideUnits, SET_ASIDE, type SetAside } from "#app/domain/write-off/taken-from.ts";
import type { FoundVariant } from "#app/ports/shopify.ts";

export type VariantView = {
  variantId: string | null;
  productId: string | null;
  itemId: string;
  title: string;
  variantTitle: string;
  sku: string;
  barcode: string;
  imageUrl: string | null;
  tracked: boolean;
  refusal: Problem | null;
  levels: LevelView[];
};

export type LevelView = {
  locationId: string;
  locationName: string;
  available: number;
  committed: number;
  onHand: number;
  /** Units that were set aside, where there are any. */
  aside: AsideCounts;
  refusal: Problem | null;
};

export type AsideCounts = Partial<Record<SetAside, number>>;

export type PlaceRules = { policy: StockPolicy; inactiveLocations: Set<string> };

/** What a form may offer of a variant. Only a hint: the plan checks everything again when it is asked. */
export function toVariantView({ item, levels }: FoundVariant, rules: PlaceRules): VariantView {
  const { components, unitCost, ...shown } = item;
  return {
    ...shown,
    refusal: itemRefusal(item),
    levels: levels.map((level) => ({
      locationId: level.locationId,
      locationName: level.locationName,
      available: level.available,
      committed: level.committed,
      onHand: level.onHand,
      aside: countsOf(level.aside),
      refusal: levelRefusal(item, level, rules),
    })),
  };
}

function countsOf(aside: AsideUnits = {}): AsideCounts {
  const counts: AsideCounts = {};
  for (const name of SET_ASIDE) {
    const units = aside[name]?.units ?? 0;
    if (units > 0) counts[name] = units;
  }
  return counts;
}

function itemRefusal(item: FoundVariant["item"]): Problem | null {
  const facts = { item: nameOf(item) };
  if (item.components) return { code: "bundle-parent", facts: { ...facts, components: item.components } };
  return item.tracked ? null : { code: "untracked", facts };
}

function levelRefusal(
  item: FoundVariant["item"],
  level: FoundVariant["levels"][number],
  rules: PlaceRules,
): Problem | null {
  const facts = { item: nameOf(item), location: level.locationName };
  if (rules.inactiveLocations.has(level.locationId)) return { code: "inactive-location", facts };
  if (!level.isActive) return { code: "not-stocked-here", facts };
  if (unitsToSpare(level, rules.policy) >= 1) return null;
  const { available, committed } = level;
  return { code: "not-enough", facts: { ...facts, available, committed, asked: 1 } };
}
