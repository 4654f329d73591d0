import { z } from "zod";
import { isGid, type LocationId, type VariantId } from "../ids.ts";
import { limits } from "../limits.ts";
import { field } from "../write-off/parse.ts";

/** What a form begins with where somebody comes from a form elsewhere; nothing of it is believed yet. */
export type FirstLine = {
  variantId: VariantId;
  locationId: LocationId | null;
  quantity: number;
  reasonId: string;
  disposal: string;
  note: string;
};

const firstLine = z.object({
  variantId: z.string().refine((value): value is VariantId => isGid("ProductVariant", value)),
  locationId: field.locationId.nullable().catch(null),
  quantity: z.coerce.number().int().min(1).max(limits.quantityMax).catch(1),
  reasonId: field.slug.catch(""),
  disposal: field.slug.catch(""),
  note: field.text(limits.draftTextLengthMax).catch(""),
});

/** Null without an item; whatever else makes no sense is left out and can be filled in. */
export function parseFirstLine(params: URLSearchParams): FirstLine | null {
  const parsed = firstLine.safeParse(Object.fromEntries(params));
  return parsed.success ? (parsed.data as FirstLine) : null;
}
