import { v7 } from "uuid";
import type { Problem } from "#app/domain/problem.ts";
import type { SalvageLeaving } from "#app/domain/reason/salvage.ts";
import { SET_ASIDE, type TakenFrom } from "#app/domain/write-off/taken-from.ts";
import type { AsideCounts, VariantView } from "#app/queries/found-variant.ts";

/** What stands in the form, as typed. Empty strings in a line mean "as in the header". */
export type Draft = {
  reasonId: string;
  disposal: string;
  note: string;
  eventDate: string;
  incidentId: string;
  lines: DraftLine[];
  /** The line that was added or raised last, so that a scan can be seen; a new object each time. */
  touched: { key: string } | null;
  /** The lines as they were before each of the last scans. */
  past: DraftLine[][];
  /** Keys of the questions that were read and answered. */
  acknowledged: string[];
};

export type FormVariant = Omit<VariantView, "tracked" | "refusal" | "levels"> & { levels: FormLevel[] };

export type FormLevel = {
  locationId: string;
  locationName: string;
  available: number;
  aside?: AsideCounts;
  refusal?: Problem | null;
};

export type DraftLine = {
  key: string;
  variant: FormVariant;
  locationId: string;
  takenFrom: TakenFrom;
  quantity: string;
  reasonId: string;
  disposal: string;
  theftClass: string;
  note: string;
  cost: { amount: string; cause: string } | null;
  salvage: SalvageLeaving | "";
  /** The line of a shared list that these goods stand on. */
  draftLineId: string | null;
};

type Header = Pick<Draft, "reasonId" | "disposal" | "note" | "eventDate" | "incidentId">;

export type DraftChange =
  | { kind: "header"; change: Partial<Header> }
  | { kind: "add"; variant: FormVariant; quantity?: number; locationId?: string }
  | { kind: "line"; key: string; change: Partial<Omit<DraftLine, "key" | "variant">> }
  | { kind: "remove"; keys: string[] }
  | { kind: "undo" }
  | { kind: "answer"; key: string; read: boolean };

const UNDO_MAX = 50;

export function emptyDraft(today: string): Draft {
  const header = { reasonId: "", disposal: "", note: "", eventDate: today, incidentId: "" };
  return { ...header, lines: [], touched: null, past: [], acknowledged: [] };
}

export function changeDraft(draft: Draft, step: DraftChange): Draft {
  switch (step.kind) {
    case "header":
      return { ...draft, ...step.change };
    case "add":
      return addItem(draft, step);
    case "line":
      return {
        ...draft,
        lines: draft.lines.map((one) => (one.key === step.key ? { ...one, ...step.change } : one)),
      };
    case "remove":
      return { ...draft, lines: draft.lines.filter(({ key }) => !step.keys.includes(key)), touched: null };
    case "undo": {
      const [before, ...past] = draft.past;
      return before ? { ...draft, lines: before, past, touched: null } : draft;
    }
    case "answer": {
      const others = draft.acknowledged.filter((key) => key !== step.key);
      return { ...draft, acknowledged: step.read ? [...others, step.key] : others };
    }
  }
}

/** An item scanned twice is two units of one line, not two lines; what was set aside is another thing. */
export function lineToRaise({ lines }: Draft, itemId: string, locationId?: string): DraftLine | undefined {
  return lines.findLast(
    (line) =>
      line.variant.itemId === itemId &&
      line.takenFrom === "available" &&
      (!locationId || line.locationId === locationId),
  );
}

function addItem(draft: Draft, { variant, quantity, locationId }: DraftChange & { kind: "add" }): Draft {
  const past = [draft.lines, ...draft.past].slice(0, UNDO_MAX);
  const known = lineToRaise(draft, variant.itemId, locationId);
  if (known) {
    const raised = { ...known, quantity: String((Number(known.quantity) || 0) + (quantity ?? 1)) };
    const lines = draft.lines.map((line) => (line === known ? { ...raised, variant } : line));
    return { ...draft, lines, past, touched: { key: known.key } };
  }
  const line: DraftLine = {
    key: v7(),
    variant,
    locationId: locationId ?? firstLocation(draft, variant),
    takenFrom: "available",
    quantity: String(quantity ?? 1),
    reasonId: "",
    disposal: "",
    theftClass: "",
    note: "",
    cost: null,
    salvage: "",
    draftLineId: null,
  };
  return { ...draft, lines: [...draft.lines, line], past, touched: { key: line.key } };
}

/** Whoever clears a shelf stays at it: the last location is tried first. */
function firstLocation(draft: Draft, { levels }: FormVariant): string {
  const open = levels.filter((level) => !level.refusal);
  const last = draft.lines.at(-1)?.locationId;
  const chosen = open.find((level) => level.locationId === last) ?? open[0];
  return (chosen ?? levels.find(hasAside) ?? levels[0])?.locationId ?? "";
}

export function levelOf({ variant, locationId }: Pick<DraftLine, "variant" | "locationId">) {
  return variant.levels.find((level) => level.locationId === locationId);
}

/** What is not for sale here can still leave from what was set aside. */
export function isClosed(level: FormLevel): boolean {
  return Boolean(level.refusal) && !hasAside(level);
}

function hasAside(level: FormLevel): boolean {
  const open = !level.refusal || level.refusal.code === "not-enough";
  return open && SET_ASIDE.some((name) => level.aside?.[name] !== undefined);
}
