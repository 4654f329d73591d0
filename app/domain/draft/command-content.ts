import { isSetAside, type SetAside } from "../write-off/taken-from.ts";
import type { DraftContent, DraftContentLine } from "./draft-content.ts";

/** A form, on the screen or as it was kept. */
export type Form = Omit<DraftContent, "lines"> & { lines: FormLine[] };
export type FormLine = Omit<DraftContentLine, "key" | "variant" | "locationId"> & {
  locationId: string;
  variant: { itemId: string };
};

/** A write-off command but for its id and the answers to what is asked about it. */
export type CommandContent = {
  eventDate?: string;
  note?: string;
  lines: CommandLine[];
};

type CommandLine = {
  itemId: string;
  locationId: string;
  from?: SetAside;
  quantity: number;
  reasonId: string;
  disposal?: string;
  note?: string;
  unitCost?: { amount: string; cause: string };
  theftClass?: string;
  salvage?: string;
  draftLineId?: string;
};

type Known = { today: string; reasons: { id: string; theft: boolean }[] };

/** A line says so when it departs from the header's disposal into none. */
export const NO_DISPOSAL = "none";

/** Null while something is missing that the form itself can see. */
export function commandContentOf(draft: Form, known: Known): CommandContent | null {
  const ready = draft.lines.every((line) => isWholeQuantity(line.quantity) && reasonOf(draft, line));
  if (!ready || draft.lines.length === 0 || draft.eventDate === "") return null;
  const note = draft.note.trim();
  return {
    ...(draft.eventDate === known.today ? {} : { eventDate: draft.eventDate }),
    ...(note ? { note } : {}),
    lines: draft.lines.map((line) => commandLineOf(draft, line, known)),
  };
}

export function isWholeQuantity(typed: string): boolean {
  return /^0*[1-9][0-9]{0,6}$/.test(typed.trim());
}

export function reasonOf(draft: Pick<Form, "reasonId">, line: Pick<FormLine, "reasonId">): string {
  return line.reasonId || draft.reasonId;
}

function commandLineOf(draft: Form, line: FormLine, { reasons }: Known): CommandLine {
  const disposal = line.disposal || draft.disposal;
  const note = line.note.trim();
  const reasonId = reasonOf(draft, line);
  const isTheft = reasons.find(({ id }) => id === reasonId)?.theft ?? false;
  return {
    itemId: line.variant.itemId,
    locationId: line.locationId,
    ...(isSetAside(line.takenFrom) ? { from: line.takenFrom } : {}),
    quantity: Number(line.quantity),
    reasonId,
    ...(disposal && disposal !== NO_DISPOSAL ? { disposal } : {}),
    ...(note ? { note } : {}),
    ...(line.cost ? { unitCost: costOf(line.cost) } : {}),
    ...(isTheft && line.theftClass ? { theftClass: line.theftClass } : {}),
    ...(line.salvage ? { salvage: line.salvage } : {}),
    ...(line.draftLineId ? { draftLineId: line.draftLineId } : {}),
  };
}

function costOf({ amount, cause }: { amount: string; cause: string }) {
  return { amount: amount.trim(), cause: cause.trim() };
}
