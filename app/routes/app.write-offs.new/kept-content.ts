import type { DraftContent, DraftContentLine, PackedLevel } from "#app/domain/draft/draft-content.ts";
import { limits } from "#app/domain/limits.ts";
import { SALVAGE_LEAVING } from "#app/domain/reason/salvage.ts";
import { type Draft, type DraftLine, emptyDraft, type FormVariant } from "./draft.ts";

type Place = { locationId: string; locationName: string };

/** As it travels: each place is named once, and the lines say which of them they mean. */
type Kept = Omit<DraftContent, "lines"> & { places: Place[]; lines: KeptLine[] };
type KeptLine = Omit<DraftContentLine, "variant" | "locationId"> & {
  locationId: string;
  variant: Omit<FormVariant, "levels"> & { levels: PackedLevel[] };
};

/** What is kept of a form. Today is kept as no day, or tomorrow it would be yesterday. */
export function keptContentOf(draft: Draft, today: string): Kept {
  const { reasonId, disposal, note, eventDate, incidentId, lines } = draft;
  const places = new Places();
  return {
    reasonId,
    disposal,
    note,
    eventDate: eventDate === today ? "" : eventDate,
    incidentId,
    lines: lines.map((line) => ({ ...line, variant: keptVariant(line, places) })),
    places: places.all,
  };
}

/** Of the places where goods stand, no more than a form shows, and the one that was chosen. */
function keptVariant({ variant, locationId }: DraftLine, places: Places): KeptLine["variant"] {
  const chosen = variant.levels.filter((level) => level.locationId === locationId);
  const others = variant.levels.filter((level) => level.locationId !== locationId);
  const levels = [...chosen, ...others].slice(0, limits.draftLevelsPerLine);
  return {
    itemId: variant.itemId,
    variantId: variant.variantId,
    productId: variant.productId,
    title: variant.title,
    variantTitle: variant.variantTitle,
    sku: variant.sku,
    barcode: variant.barcode,
    imageUrl: variant.imageUrl,
    levels: levels.map((level) => {
      const at = places.indexOf(level);
      const { available, aside } = level;
      return aside && Object.keys(aside).length > 0 ? [at, available, aside] : [at, available];
    }),
  };
}

class Places {
  readonly all: Place[] = [];
  readonly #known = new Map<string, number>();

  indexOf({ locationId, locationName }: Place): number {
    const known = this.#known.get(locationId);
    if (known !== undefined) return known;
    this.#known.set(locationId, this.all.length);
    return this.all.push({ locationId, locationName }) - 1;
  }
}

export function draftOfContent(content: DraftContent, today: string): Draft {
  const { lines, eventDate, ...header } = content;
  return {
    ...emptyDraft(today),
    ...header,
    eventDate: eventDate || today,
    lines: lines.map((line) => ({
      ...line,
      takenFrom: line.takenFrom ?? "available",
      salvage: SALVAGE_LEAVING.find((answer) => answer === line.salvage) ?? "",
    })),
  };
}
