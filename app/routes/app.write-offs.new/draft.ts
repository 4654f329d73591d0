import { v7 } from "uuid";
import type { VariantView } from "#app/queries/found-variant.ts";

/** What stands in the form, as typed. Empty strings in a line mean "as in the header". */
export type Draft = {
  reasonId: string;
  disposal: string;
  note: string;
  eventDate: string;
  lines: DraftLine[];
  /** The line that was added or raised last, so that a scan can be seen. */
  touched: string | null;
};

export type DraftLine = {
  key: string;
  variant: VariantView;
  locationId: string;
  quantity: string;
  reasonId: string;
  disposal: string;
  note: string;
  cost: { amount: string; cause: string } | null;
};

export type DraftChange =
  | { kind: "header"; change: Partial<Pick<Draft, "reasonId" | "disposal" | "note" | "eventDate">> }
  | { kind: "add"; variant: VariantView }
  | { kind: "line"; key: string; change: Partial<Omit<DraftLine, "key" | "variant">> }
  | { kind: "remove"; key: string };

export function emptyDraft(today: string): Draft {
  return { reasonId: "", disposal: "", note: "", eventDate: today, lines: [], touched: null };
}

export function changeDraft(draft: Draft, step: DraftChange): Draft {
  switch (step.kind) {
    case "header":
      return { ...draft, ...step.change };
    case "add":
      return addItem(draft, step.variant);
    case "line":
      return {
        ...draft,
        lines: draft.lines.map((one) => (one.key === step.key ? { ...one, ...step.change } : one)),
      };
    case "remove":
      return { ...draft, lines: draft.lines.filter((one) => one.key !== step.key), touched: null };
  }
}

/** An item scanned twice is two units of one line, not two lines. */
function addItem(draft: Draft, variant: VariantView): Draft {
  const known = draft.lines.findLast((line) => line.variant.itemId === variant.itemId);
  if (known) {
    const quantity = String((Number(known.quantity) || 0) + 1);
    const raised = { ...known, variant, quantity };
    const lines = draft.lines.map((line) => (line === known ? raised : line));
    return { ...draft, lines, touched: known.key };
  }
  const line: DraftLine = {
    key: v7(),
    variant,
    locationId: firstLocation(draft, variant),
    quantity: "1",
    reasonId: "",
    disposal: "",
    note: "",
    cost: null,
  };
  return { ...draft, lines: [...draft.lines, line], touched: line.key };
}

/** Whoever clears a shelf stays at it: the last location is tried first. */
function firstLocation(draft: Draft, { levels }: VariantView): string {
  const open = levels.filter((level) => !level.refusal);
  const last = draft.lines.at(-1)?.locationId;
  const chosen = open.find((level) => level.locationId === last) ?? open[0] ?? levels[0];
  return chosen?.locationId ?? "";
}
