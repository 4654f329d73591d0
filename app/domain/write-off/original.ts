import type { Day } from "../dates.ts";
import type { ItemId, LocationId } from "../ids.ts";
import type { AccountRole } from "../journal/account-role.ts";
import type { Disposal } from "../reason/disposal.ts";
import type { Family } from "../reason/reason.ts";
import type { DocumentKind, Fate } from "./kind.ts";
import type { FrozenCost } from "./plan.ts";
import type { TakenFrom } from "./taken-from.ts";

/** A settled document as its reversal sees it. */
export type Original = {
  id: string;
  kind: DocumentKind;
  currency: string;
  timeZone: string;
  eventDate: Day;
  /** Where its first entry was booked; null while it has none. */
  bookedOn: Day | null;
  lines: OriginalLine[];
};

export type OriginalLine = {
  id: string;
  rootLineId: string | null;
  position: number;
  itemId: ItemId;
  locationId: LocationId;
  takenFrom: TakenFrom;
  quantity: number;
  reasonId: string;
  reasonLabel: string;
  family: Family;
  shrink: boolean;
  disposal: Disposal | null;
  debitRole: AccountRole;
  cost: FrozenCost | null;
  fate: Fate;
  /** Null until the line was applied. */
  balance: Balance | null;
  /** The write-off at the bottom of a chain of reversals, whose value all of them share. */
  root: { kind: DocumentKind; valueMinor: bigint | null; balance: Balance } | null;
};

export type Balance = { applied: number; reserved: number; reversed: number };

export function leftToReverse(balance: Balance | null): number {
  return balance ? balance.applied - balance.reserved - balance.reversed : 0;
}

/** Units come back to the shelf once: a chain of undoings shares what the write-off at its bottom took. */
export function leftOfLine(line: OriginalLine, kind: DocumentKind): number {
  const own = leftToReverse(line.balance);
  if (kind !== "off" || line.rootLineId === null || line.root === null) return own;
  return Math.min(own, leftToReverse(line.root.balance));
}
