import type { FormPage } from "#app/queries/form-page.ts";
import { changeDraft, type Draft, emptyDraft } from "./draft.ts";

/** An empty form, or one with the line that somebody had filled in where they come from. */
export function firstDraft({ first, missed, form }: Pick<FormPage, "first" | "missed" | "form">): Draft {
  const empty = emptyDraft(form.shop.today);
  const said = first ?? missed;
  if (!said) return empty;
  const { locationId, quantity, note } = said;
  const reasonId = form.reasons.some(({ id }) => id === said.reasonId) ? said.reasonId : "";
  const disposal = form.disposals.find(({ id }) => id === said.disposal)?.id ?? "";
  if (!first) return { ...empty, reasonId, disposal, note };
  const { variant } = first;
  const place = variant.levels.find((level) => level.locationId === locationId);
  const draft = changeDraft(
    { ...empty, reasonId, disposal },
    { kind: "add", variant, quantity, ...(place ? { locationId: place.locationId } : {}) },
  );
  const lines = draft.lines.map((line) => ({ ...line, note }));
  return { ...draft, lines, past: [], touched: null };
}
