import type { DraftContent, DraftContentLine } from "#app/domain/draft/draft-content.ts";
import { limits } from "#app/domain/limits.ts";
import { SALVAGE_LEAVING } from "#app/domain/reason/salvage.ts";
import { type Draft, type DraftLine, emptyDraft, type FormVariant } from "./draft.ts";

type Kept = Omit<DraftContent, "lines"> & { lines: KeptLine[] };
type KeptLine = Omit<DraftContentLine, "variant" | "locationId"> & {
  locationId: string;
  variant: FormVariant;
};

/** What is kept of a form. Today is kept as no day, or tomorrow it would be yesterday. */
export function keptContentOf(draft: Draft, today: string): Kept {
  const { reasonId, disposal, note, eventDate, incidentId, lines } = draft;
  return {
    reasonId,
    disposal,
    note,
    eventDate: eventDate === today ? "" : eventDate,
    incidentId,
    lines: lines.map((line) => ({ ...line, variant: keptVariant(line) })),
  };
}

/** Of the places where goods stand, no more than a form shows, and the one that was chosen. */
function keptVariant({ variant, locationId }: DraftLine): FormVariant {
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
    levels: levels.map((level) => ({
      locationId: level.locationId,
      locationName: level.locationName,
      available: level.available,
      ...(level.aside && Object.keys(level.aside).length > 0 ? { aside: level.aside } : {}),
    })),
  };
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
