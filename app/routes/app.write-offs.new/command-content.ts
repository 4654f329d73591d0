import type { Draft, DraftLine } from "./draft.ts";

/** A write-off command but for its id, which belongs to the content and not to the form. */
export type CommandContent = {
  eventDate?: string;
  note?: string;
  lines: CommandLine[];
};

type CommandLine = {
  itemId: string;
  locationId: string;
  quantity: number;
  reasonId: string;
  disposal?: string;
  note?: string;
  unitCost?: { amount: string; cause: string };
};

/** A line says so when it departs from the header's disposal into none. */
export const NO_DISPOSAL = "none";

/** Null while something is missing that the form itself can see. */
export function commandContentOf(draft: Draft, today: string): CommandContent | null {
  const ready = draft.lines.every((line) => isWholeQuantity(line.quantity) && reasonOf(draft, line));
  if (!ready || draft.lines.length === 0 || draft.eventDate === "") return null;
  const note = draft.note.trim();
  return {
    ...(draft.eventDate === today ? {} : { eventDate: draft.eventDate }),
    ...(note ? { note } : {}),
    lines: draft.lines.map((line) => commandLineOf(draft, line)),
  };
}

export function isWholeQuantity(typed: string): boolean {
  return /^0*[1-9][0-9]{0,6}$/.test(typed.trim());
}

export function reasonOf(draft: Draft, line: DraftLine): string {
  return line.reasonId || draft.reasonId;
}

function commandLineOf(draft: Draft, line: DraftLine): CommandLine {
  const disposal = line.disposal || draft.disposal;
  const note = line.note.trim();
  return {
    itemId: line.variant.itemId,
    locationId: line.locationId,
    quantity: Number(line.quantity),
    reasonId: reasonOf(draft, line),
    ...(disposal && disposal !== NO_DISPOSAL ? { disposal } : {}),
    ...(note ? { note } : {}),
    ...(line.cost ? { unitCost: costOf(line.cost) } : {}),
  };
}

function costOf({ amount, cause }: { amount: string; cause: string }) {
  return { amount: amount.trim().replace(",", "."), cause: cause.trim() };
}
