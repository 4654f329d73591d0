import type { Difference } from "#app/domain/book/difference.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";

export type DifferenceView =
  | { what: "date"; ours: string; theirs: string }
  | { what: "currency"; ours: string; theirs: string }
  /** One side of an account; null where the other alone has it. */
  | { what: "amount"; account: string; side: "D" | "C"; ours: WireMoney | null; theirs: WireMoney | null };

type Names = { accounts: { id: string; code: string; name: string }[]; currency: string };
type LineDifference = Extract<Difference, { what: "line" }>;

/** What differs, in the book's own names; what was sent stands beside what it has become. */
export function toDifferenceViews(differences: Difference[], names: Names): DifferenceView[] {
  const heads = differences.flatMap((one) => (one.what === "line" ? [] : [one]));
  const lines = differences.flatMap((one) => (one.what === "line" ? [one] : []));
  const groups = Map.groupBy(lines, ({ accountId, side }) => JSON.stringify([accountId, side]));
  return [...heads, ...[...groups.values()].flatMap((group) => pairsOf(group, names))];
}

/** Marks may divide an account: those lines are told in the order they stand. */
function pairsOf(group: LineDifference[], { accounts, currency }: Names): DifferenceView[] {
  const [ours, theirs] = [group.filter(isOurs), group.filter((one) => !isOurs(one))];
  const account = accounts.find(({ id }) => id === group[0]?.accountId);
  const name = account ? [account.code, account.name].filter(Boolean).join(" ") : group[0]?.accountId;
  return Array.from({ length: Math.max(ours.length, theirs.length) }, (_, at) => ({
    what: "amount",
    account: name ?? "",
    side: group[0]?.side ?? "D",
    ours: toWireMoney(ours[at]?.amountMinor ?? null, currency),
    theirs: toWireMoney(theirs[at]?.amountMinor ?? null, currency),
  }));
}

function isOurs({ whose }: LineDifference): boolean {
  return whose === "ours";
}
