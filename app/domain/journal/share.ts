import { invariant } from "../invariant.ts";
import { shareOf } from "../money.ts";
import type { AccountRole } from "./account-role.ts";

export type Side = "D" | "C";
export type Posting = { role: AccountRole; side: Side; amountMinor: bigint };

/** A document line's own share of an entry: what its units took off the books. Zero makes no posting. */
export function shareOfLine(debitRole: AccountRole, valueMinor: bigint): Posting[] {
  invariant(valueMinor >= 0n, "a line never has a negative value");
  invariant(debitRole !== "inventory", "an account is never its own contra");
  if (valueMinor === 0n) return [];
  return [
    { role: debitRole, side: "D", amountMinor: valueMinor },
    { role: "inventory", side: "C", amountMinor: valueMinor },
  ];
}

/**
 * What moves when the units of a line that are reversed go from one number to another, forward or back.
 * Every posting follows its cumulative share, rounded half away from zero, except the largest debit, which
 * takes what is left: so each step balances by itself and the last one leaves nothing behind.
 */
export function reversedShare(
  share: Posting[],
  units: { applied: number; from: number; to: number },
): Posting[] {
  const largest = largestDebitOf(share);
  const moved: Posting[] = [];
  let rest = 0n;
  share.forEach((posting, index) => {
    if (index === largest) return;
    const amount = cumulative(posting, units, units.to) - cumulative(posting, units, units.from);
    rest += posting.side === "C" ? amount : -amount;
    moved.push(mirrored(posting, amount));
  });
  const main = share[largest];
  if (main) moved.push(mirrored(main, rest));
  return moved.filter((posting) => posting.amountMinor > 0n);
}

function cumulative(posting: Posting, units: { applied: number }, reversed: number): bigint {
  return shareOf(posting.amountMinor, reversed, units.applied);
}

/** The other side; an amount below zero stands positively where it came from. */
function mirrored(posting: Posting, amount: bigint): Posting {
  const other: Side = posting.side === "D" ? "C" : "D";
  return amount < 0n
    ? { ...posting, amountMinor: -amount }
    : { ...posting, side: other, amountMinor: amount };
}

/** On a tie the first as stored, which is the loss: it is always written before its contra. */
function largestDebitOf(share: Posting[]): number {
  let found = -1;
  share.forEach((posting, index) => {
    if (posting.side !== "D") return;
    if (found < 0 || posting.amountMinor > (share[found]?.amountMinor ?? 0n)) found = index;
  });
  return found;
}
