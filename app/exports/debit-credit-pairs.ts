import type { ExportedLine } from "#app/domain/journal/exported-entry.ts";

export type Pair = { debit: ExportedLine; credit: ExportedLine; amountMinor: bigint };

/**
 * Lines as pairs of one account against another, to the last minor unit: a debit takes from the credits in
 * their order, so that a document line meets its own other side. An account against itself moves nothing and
 * makes no pair; what cannot be paired otherwise cancels within one account.
 */
export function debitCreditPairs(
  lines: readonly ExportedLine[],
  accountOf: (line: ExportedLine) => string,
): Pair[] {
  const credits = lines
    .filter(({ side }) => side === "C")
    .map((line) => ({ line, account: accountOf(line), leftMinor: line.amountMinor }));
  const pairs: Pair[] = [];
  let used = 0;
  for (const debit of lines) {
    if (debit.side !== "D") continue;
    const account = accountOf(debit);
    let leftMinor = debit.amountMinor;
    while (credits[used]?.leftMinor === 0n) used += 1;
    for (let at = used; at < credits.length && leftMinor > 0n; at += 1) {
      const credit = credits[at] as (typeof credits)[number];
      if (credit.leftMinor === 0n || credit.account === account) continue;
      const amountMinor = credit.leftMinor < leftMinor ? credit.leftMinor : leftMinor;
      credit.leftMinor -= amountMinor;
      leftMinor -= amountMinor;
      pairs.push({ debit, credit: credit.line, amountMinor });
    }
  }
  return pairs;
}
