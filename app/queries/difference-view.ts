import type { Difference } from "#app/domain/book/difference.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";

export type DifferenceView =
  | { what: "date"; ours: string; theirs: string }
  | { what: "currency"; ours: string; theirs: string }
  | { what: "line"; whose: "ours" | "theirs"; account: string; side: "D" | "C"; amount: WireMoney | null };

/** What differs, in the book's own names. */
export function toDifferenceView(
  difference: Difference,
  { accounts, currency }: { accounts: { id: string; code: string; name: string }[]; currency: string },
): DifferenceView {
  if (difference.what !== "line") return difference;
  const { whose, side, accountId, amountMinor } = difference;
  const account = accounts.find(({ id }) => id === accountId);
  const name = account ? [account.code, account.name].filter(Boolean).join(" ") : accountId;
  return { what: "line", whose, side, account: name, amount: toWireMoney(amountMinor, currency) };
}
