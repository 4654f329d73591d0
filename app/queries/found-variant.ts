import type { Problem } from "#app/domain/problem.ts";
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
  refusal: Problem | null;
};

export type PlaceRules = { refuseBelowZero: boolean; inactiveLocations: Set<string> };

/** What a form may offer of a variant. Only a hint: the plan checks everything again when it is asked. */
export function toVariantView({ item, levels }: FoundVariant, rules: PlaceRules): VariantView {
  const { components, unitCost, ...shown } = item;
  return {
    ...shown,
    refusal: refusalOf(item),
    levels: levels.map((level) => ({
      locationId: level.locationId,
      locationName: level.locationName,
      available: level.available,
      committed: level.committed,
      onHand: level.onHand,
      refusal: levelRefusal(level, rules),
    })),
  };
}

function refusalOf(item: FoundVariant["item"]): Problem | null {
  if (item.components) {
    return { code: "bundle-parent", facts: { item: item.title, components: item.components } };
  }
  return item.tracked ? null : { code: "untracked", facts: { item: item.title } };
}

function levelRefusal(level: FoundVariant["levels"][number], rules: PlaceRules): Problem | null {
  const location = level.locationName;
  if (rules.inactiveLocations.has(level.locationId))
    return { code: "inactive-location", facts: { location } };
  if (!level.isActive) return { code: "not-stocked-here", facts: { location } };
  if (!rules.refuseBelowZero || level.available > 0) return null;
  return { code: "not-enough", facts: { location, available: level.available, asked: 1 } };
}
