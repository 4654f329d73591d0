import type { ItemId, LocationId } from "../ids.ts";
import { isSetAside, type TakenFrom } from "../write-off/taken-from.ts";
import type { DraftContent } from "./draft-content.ts";

type Source = {
  itemId: ItemId;
  variantId: string | null;
  productId: string | null;
  title: string;
  variantTitle: string;
  sku: string;
  barcode: string;
  imageUrl: string | null;
  locationId: LocationId;
  locationName: string;
  takenFrom: TakenFrom;
  quantity: number;
  reasonId: string;
  disposal: string | null;
  theftClass: string | null;
  note: string;
  draftLineId: string | null;
};

type FormLevel = DraftContent["lines"][number]["variant"]["levels"][number];
type Level = { itemId: string; locationId: LocationId; locationName: string; available: number };

/** A form that says these lines; what all of them say the same is said once for all. */
export function contentOf(sources: Source[], levels: Level[], nextKey: () => string): DraftContent {
  const reasonId = sameOf(sources.map((source) => source.reasonId)) ?? "";
  const disposal = sameOf(sources.map((source) => source.disposal)) ?? "";
  return {
    reasonId,
    disposal,
    note: "",
    eventDate: "",
    incidentId: "",
    lines: sources.map((source) => ({
      key: nextKey(),
      variant: {
        itemId: source.itemId,
        variantId: source.variantId,
        productId: source.productId,
        title: source.title,
        variantTitle: source.variantTitle,
        sku: source.sku,
        barcode: source.barcode,
        imageUrl: source.imageUrl,
        levels: levelsOf(source, levels),
      },
      locationId: source.locationId,
      takenFrom: source.takenFrom,
      quantity: String(source.quantity),
      reasonId: source.reasonId === reasonId ? "" : source.reasonId,
      disposal: (source.disposal ?? "") === disposal ? "" : (source.disposal ?? ""),
      theftClass: source.theftClass ?? "",
      note: source.note,
      cost: null,
      salvage: "",
      draftLineId: source.draftLineId,
    })),
  };
}

/** The place a line speaks of is offered also where nothing is known of it any more. */
function levelsOf(source: Source, levels: Level[]): FormLevel[] {
  const { itemId, locationId, locationName, takenFrom, quantity } = source;
  const known = levels.filter((level) => level.itemId === itemId).map(({ itemId: _, ...level }) => level);
  const here = known.some((level) => level.locationId === locationId);
  const all = here ? known : [...known, { locationId, locationName, available: 0 }];
  if (!isSetAside(takenFrom)) return all;
  // So many were said to be there: nobody has looked since.
  return all.map((level) =>
    level.locationId === locationId ? { ...level, aside: { [takenFrom]: quantity } } : level,
  );
}

function sameOf<T>(values: T[]): T | undefined {
  const [first] = values;
  return values.every((value) => value === first) ? first : undefined;
}
