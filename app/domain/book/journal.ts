import type { Day } from "../dates.ts";
import type { Side } from "../journal/share.ts";

export type BookLine = {
  accountId: string;
  side: Side;
  amountMinor: bigint;
  memo: string;
  dimensions: { dimensionId: string; optionId: string }[];
};

/** A journal as we wish it. The reference is ours and nobody else's in that organisation. */
export type BookJournal = {
  reference: string;
  date: Day;
  currency: string;
  memo: string;
  lines: BookLine[];
};

/** As it stands in an attempt's frozen body: whole numbers beyond 2^53 are text. */
export type JournalBody = Omit<BookJournal, "lines"> & {
  lines: (Omit<BookLine, "amountMinor"> & { amountMinor: string })[];
};

export function bodyOf(journal: BookJournal): JournalBody {
  return {
    ...journal,
    lines: journal.lines.map((line) => ({ ...line, amountMinor: line.amountMinor.toString() })),
  };
}

export function journalOf(body: JournalBody): BookJournal {
  return { ...body, lines: body.lines.map((line) => ({ ...line, amountMinor: BigInt(line.amountMinor) })) };
}

/** The same journal with its sides exchanged. */
export function mirrored(lines: BookLine[]): BookLine[] {
  return lines.map((line) => ({ ...line, side: line.side === "D" ? "C" : "D" }));
}
