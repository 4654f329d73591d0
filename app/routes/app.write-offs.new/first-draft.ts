import type { FormPage } from "#app/queries/form-page.ts";
import { changeDraft, type Draft, emptyDraft } from "./draft.ts";

/** An empty form, or one with the line that somebody had filled in where they come from. */
export function firstDraft({ first, form }: Pick<FormPage, "first" | "form">): Draft {
  const empty = emptyDraft(form.shop.today);
  if (!first) return empty;
  const { variant, locationId, quantity, note } = first;
  const reasonId = form.reasons.some(({ id }) => id === first.reasonId) ? first.reasonId : "";
  const disposal = form.disposals.find(({ id }) => id === first.disposal)?.id ?? "";
  const place = variant.levels.find((level) => level.locationId === locationId);
  const draft = changeDraft(
    { ...empty, reasonId, disposal },
    { kind: "add", variant, quantity, ...(place ? { locationId: place.locationId } : {}) },
  );
  const lines = draft.lines.map((line) => ({ ...line, note }));
  return { ...draft, lines, past: [], touched: null };
}
