import type { BookJournal, BookLine } from "./journal.ts";

export type Difference =
  | { what: "date"; ours: string; theirs: string }
  | { what: "currency"; ours: string; theirs: string }
  /** Lines only one of the two has; the amounts are minor units. */
  | { what: "line"; whose: "ours" | "theirs"; accountId: string; side: "D" | "C"; amountMinor: string };

/**
 * Whether the book holds what we sent, as far as it moves money: day, currency, and each account's amounts by
 * side and dimension. Words are the bookkeeper's to improve; order and cutting of lines are the book's.
 */
export function differencesOf(ours: BookJournal, theirs: BookJournal): Difference[] {
  const differences: Difference[] = [];
  if (ours.date !== theirs.date) differences.push({ what: "date", ours: ours.date, theirs: theirs.date });
  if (ours.currency !== theirs.currency)
    differences.push({ what: "currency", ours: ours.currency, theirs: theirs.currency });
  const [mine, its] = [sums(ours.lines), sums(theirs.lines)];
  for (const [key, line] of mine)
    if (its.get(key)?.amountMinor !== line.amountMinor) differences.push(lineOf("ours", line));
  for (const [key, line] of its)
    if (mine.get(key)?.amountMinor !== line.amountMinor) differences.push(lineOf("theirs", line));
  return differences;
}

function sums(lines: BookLine[]): Map<string, BookLine> {
  const found = new Map<string, BookLine>();
  for (const line of lines) {
    const marks = line.dimensions.map(({ dimensionId, optionId }) => `${dimensionId}=${optionId}`).sort();
    const key = JSON.stringify([line.accountId, line.side, ...marks]);
    const before = found.get(key)?.amountMinor ?? 0n;
    found.set(key, { ...line, amountMinor: before + line.amountMinor });
  }
  return found;
}

function lineOf(whose: "ours" | "theirs", { accountId, side, amountMinor }: BookLine): Difference {
  return { what: "line", whose, accountId, side, amountMinor: amountMinor.toString() };
}
