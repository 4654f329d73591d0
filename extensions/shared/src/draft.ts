import { uuid } from "./uuid.ts";
import type { Level, Reason, Variant, WriteOffForm, WriteOffLine } from "./wire.ts";

/** What the person has filled in so far; the quantity stays as typed until it is sent. */
export type Draft = {
  variantId: string | null;
  locationId: string | null;
  quantity: string;
  reasonId: string | null;
  disposal: string;
  note: string;
  /** Asked for only where goods may still be worth something. */
  salvage: string;
};

export type Chosen = { variant: Variant | null; level: Level | null; reason: Reason | null };

export function firstDraft(form: WriteOffForm, lastLocationId: string | undefined): Draft {
  const usable = form.variants.filter((variant) => variant.refusal === null);
  const variant = form.variants.length === 1 ? form.variants[0] : usable.length === 1 ? usable[0] : undefined;
  return {
    variantId: variant?.variantId ?? null,
    locationId: variant ? usualLocation(variant, lastLocationId) : null,
    quantity: "1",
    reasonId: null,
    disposal: "",
    note: "",
    salvage: "",
  };
}

/** The place used last, or the only one; with several and no habit the person chooses, we do not guess. */
export function usualLocation(variant: Variant, lastLocationId: string | null | undefined): string | null {
  const open = variant.levels.filter((level) => level.refusal === null);
  const last = open.find((level) => level.locationId === lastLocationId);
  const choices = variant.levels.length === 1 ? variant.levels : open;
  const only = choices.length === 1 ? choices[0] : undefined;
  return (last ?? only)?.locationId ?? null;
}

export function chosenIn(form: WriteOffForm, draft: Draft): Chosen {
  const variant = form.variants.find((each) => each.variantId === draft.variantId) ?? null;
  const level = variant?.levels.find((each) => each.locationId === draft.locationId) ?? null;
  const reason = form.reasons.find((each) => each.id === draft.reasonId) ?? null;
  return { variant, level, reason };
}

export function quantityOf(typed: string): number | null {
  const trimmed = typed.trim();
  if (!/^\d{1,7}$/.test(trimmed)) return null;
  const quantity = Number(trimmed);
  return quantity > 0 ? quantity : null;
}

export type Missing = "variant" | "location" | "quantity" | "more-than-available" | "reason" | "note";

/** Field presence alone, so that a person is not told of it only by the server; the server decides. */
export function missingIn(draft: Draft, chosen: Chosen): Missing[] {
  const missing: Missing[] = [];
  if (chosen.variant === null || chosen.variant.refusal !== null) missing.push("variant");
  else if (chosen.level === null || chosen.level.refusal !== null) missing.push("location");
  const quantity = quantityOf(draft.quantity);
  if (quantity === null) missing.push("quantity");
  else if (chosen.level !== null && quantity > chosen.level.available) missing.push("more-than-available");
  if (chosen.reason === null) missing.push("reason");
  else if (chosen.reason.needsNote && draft.note.trim() === "") missing.push("note");
  return missing;
}

/** The line to be sent, or nothing while the form is not complete. */
export function lineOf(draft: Draft, chosen: Chosen): WriteOffLine | null {
  const quantity = quantityOf(draft.quantity);
  const { variant, level, reason } = chosen;
  if (missingIn(draft, chosen).length > 0 || !variant || !level || !reason || !quantity) return null;
  const note = draft.note.trim();
  return {
    itemId: variant.itemId,
    locationId: level.locationId,
    quantity,
    reasonId: reason.id,
    ...(draft.disposal === "" ? {} : { disposal: draft.disposal }),
    ...(note === "" ? {} : { note }),
    ...(draft.salvage === "" ? {} : { salvage: draft.salvage }),
  };
}

/** One id for one content: sent again unchanged it is the same wish; changed after no answer, another. */
export class CommandIds {
  #id = uuid();
  #sent: string | null = null;

  current(): string {
    return this.#id;
  }

  /** The answer was no: nothing goes by this id, so what hangs on it can stay there. */
  refused(): void {
    this.#sent = null;
  }

  /** Other content after a try: what hangs on it should hang on the next one before that is sent. */
  next(): CommandIds {
    return this.#sent === null ? this : new CommandIds();
  }

  toSend(content: string): string {
    if (this.#sent !== null && this.#sent !== content) this.#id = uuid();
    this.#sent = content;
    return this.#id;
  }
}
