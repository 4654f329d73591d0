import { oneLine, shortened } from "../one-line.ts";
import type { DeliveredPosting } from "./delivery.ts";

/** The few words a memo needs, in the language of the shop's books. */
export type MemoWords = {
  writeOff: string;
  reversal: string;
  writeDown: string;
  recovery: string;
  of: string;
  happened: string;
  more: string;
};

const TITLES_MAX = 3;
const NUMBERS_MAX = 8;

/** "Write-off WO-000001, happened 2026-03-10", or the numbers of a whole day or month. */
export function memoOfJournal(postings: DeliveredPosting[], words: MemoWords, lengthMax: number): string {
  const documents = new Map(postings.map((posting) => [posting.documentNumber, posting]));
  const [only] = documents.values();
  if (documents.size === 1 && only) {
    const undone = only.reversesNumber ? ` ${words.of} ${only.reversesNumber}` : "";
    const what = `${kindOf(only, words)} ${only.documentNumber}${undone}`;
    return cut(`${what}, ${words.happened} ${only.eventDate}`, lengthMax);
  }
  const numbers = [...documents.keys()].sort();
  return cut(withRest(numbers, NUMBERS_MAX, words), lengthMax);
}

/** "Damaged: 3 × Mug, 1 × Cup" — what a bookkeeper asks for months later. */
export function memoOfLine(postings: DeliveredPosting[], words: MemoWords, lengthMax: number): string {
  const reasons = [...new Set(postings.map((posting) => posting.reasonLabel))];
  const units = new Map<string, number>();
  for (const { title, quantity } of postings) units.set(title, (units.get(title) ?? 0) + quantity);
  const goods = withRest(
    [...units].map(([title, quantity]) => `${quantity} × ${title}`),
    TITLES_MAX,
    words,
  );
  return cut(`${reasons.slice(0, TITLES_MAX).join(", ")}: ${goods}`, lengthMax);
}

function kindOf({ documentKind, reversesNumber }: DeliveredPosting, words: MemoWords): string {
  if (reversesNumber) return words.reversal;
  return { off: words.writeOff, found: words.reversal, down: words.writeDown, up: words.recovery }[
    documentKind
  ];
}

function withRest(parts: string[], most: number, words: MemoWords): string {
  const rest = parts.length - most;
  return (
    parts.slice(0, most).join(", ") + (rest > 0 ? ` ${words.more.replace("{{count}}", String(rest))}` : "")
  );
}

/** Nothing that leaves the house carries a control character, or more than the book takes. */
function cut(text: string, lengthMax: number): string {
  return shortened(oneLine(text), lengthMax);
}
