import type { Day } from "../dates.ts";
import type { AccountRole } from "../journal/account-role.ts";
import type { DeliveredPosting } from "./delivery.ts";
import type { BookJournal, BookLine } from "./journal.ts";
import { type MemoWords, memoOfJournal, memoOfLine } from "./memo.ts";

export type JournalFacts = {
  reference: string;
  date: Day;
  currency: string;
  postings: DeliveredPosting[];
  accounts: Map<AccountRole, string>;
  /** Accounts the book would take a line for now. */
  postable: Set<string>;
  marks: { subjectKind: "location" | "reason"; subjectId: string; dimensionId: string; optionId: string }[];
  dimensionsPerLineMax: number;
  linesMax: number;
  memoLengthMax: number;
  lineMemoLengthMax: number;
  words: MemoWords;
};

export type JournalPlan =
  | { ok: true; journal: BookJournal }
  /** Roles nobody has given an account, or one the book no longer posts to. */
  | { ok: false; roles: AccountRole[]; tooLong?: undefined }
  /** One entry alone would be longer than the book takes, whatever is folded. */
  | { ok: false; roles: []; tooLong: { lines: number; most: number } };

/**
 * One journal out of the postings of one or more entries: those of one account, side, reason and mark are one
 * line. Debits and credits of an account stay apart, so that what was undone can be seen to have been done.
 */
export function planJournal(facts: JournalFacts): JournalPlan {
  const roles = [...new Set(facts.postings.map((posting) => posting.role))];
  const unmapped = roles.filter((role) => !facts.postable.has(facts.accounts.get(role) ?? ""));
  if (unmapped.length > 0) return { ok: false, roles: unmapped };
  const whole = linesOf(facts, (posting) => [posting.reasonId]);
  // A book that takes few lines gets fewer: the reason is then in our own record alone.
  const lines = whole.length <= facts.linesMax ? whole : linesOf(facts, () => []);
  if (lines.length > facts.linesMax)
    return { ok: false, roles: [], tooLong: { lines: lines.length, most: facts.linesMax } };
  const { reference, date, currency } = facts;
  const memo = memoOfJournal(facts.postings, facts.words, facts.memoLengthMax);
  return { ok: true, journal: { reference, date, currency, memo, lines } };
}

function linesOf(facts: JournalFacts, apart: (posting: DeliveredPosting) => string[]): BookLine[] {
  const groups = Map.groupBy(facts.postings, (posting) =>
    JSON.stringify([posting.role, posting.side, marksOf(posting, facts), ...apart(posting)]),
  );
  return [...groups.values()].flatMap((postings) => {
    const [first] = postings;
    if (!first) return [];
    return {
      accountId: facts.accounts.get(first.role) ?? "",
      side: first.side,
      amountMinor: postings.reduce((sum, posting) => sum + posting.amountMinor, 0n),
      memo: memoOfLine(postings, facts.words, facts.lineMemoLengthMax),
      dimensions: marksOf(first, facts),
    };
  });
}

/** A reason's mark goes before a location's, and a line takes no more marks than the book does. */
function marksOf(posting: DeliveredPosting, facts: JournalFacts): BookLine["dimensions"] {
  const found = new Map<string, string>();
  for (const [kind, id] of [
    ["reason", posting.reasonId],
    ["location", posting.locationId],
  ] as const) {
    for (const mark of facts.marks)
      if (mark.subjectKind === kind && mark.subjectId === id && !found.has(mark.dimensionId))
        found.set(mark.dimensionId, mark.optionId);
  }
  return [...found]
    .slice(0, facts.dimensionsPerLineMax)
    .map(([dimensionId, optionId]) => ({ dimensionId, optionId }));
}
