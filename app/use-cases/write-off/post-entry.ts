import type { DocumentHead } from "#app/db/documents.ts";
import { insertEntry, listShares } from "#app/db/entries.ts";
import type { Tx } from "#app/db/in-shop-transaction.ts";
import { lockClosedThrough } from "#app/db/shop-settings.ts";
import { dayIn } from "#app/domain/dates.ts";
import { invariant } from "#app/domain/invariant.ts";
import { accountingDateOf } from "#app/domain/journal/accounting-date.ts";
import { type CauseKind, entryOf } from "#app/domain/journal/entry.ts";
import { type Posting, reversedShare, shareOfLine } from "#app/domain/journal/share.ts";
import type { Balance } from "#app/domain/write-off/original.ts";
import type { ShopContext } from "../shop-context.ts";

export type LineToPost = {
  id: string;
  quantity: number;
  debitRole: Parameters<typeof shareOfLine>[0];
  valueMinor: bigint | null;
  rootLineId: string | null;
};

/**
 * What an applied adjustment posts, and the value each line moves, for the lines that have one. Lines without
 * a value wait; what they took off the books is posted when finance says what it was.
 */
export async function planPostings(
  tx: Tx,
  parts: { document: DocumentHead; causeId: string; lines: LineToPost[]; balances: Map<string, Balance> },
): Promise<{ postings: Postings; values: Map<string, bigint> }> {
  const roots = [...new Set(parts.lines.map((line) => line.rootLineId))].filter((id) => id !== null);
  const shares = await listShares(tx, roots);
  const reversed = new Map([...parts.balances].map(([lineId, balance]) => [lineId, balance.reversed]));
  const postings = parts.lines.map((line) => ({
    lineId: line.id,
    postings: line.rootLineId ? step(line, parts, shares, reversed) : ownShare(line),
  }));
  const { document, causeId } = parts;
  return {
    postings: { causeKind: "adjustment", causeId, document, lines: postings },
    values: valuesOf(parts.lines, postings, shares),
  };
}

export type Postings = {
  causeKind: CauseKind;
  causeId: string;
  document: Pick<DocumentHead, "id" | "currency" | "eventDate" | "timeZone">;
  lines: { lineId: string; postings: Posting[] }[];
};

/**
 * Entries of one transaction go in by their days, or two that book on the same two days could each hold the
 * totals the other waits for.
 */
export async function insertPostings(ctx: ShopContext, tx: Tx, causes: Postings[]): Promise<void> {
  const moving = causes.filter(({ lines }) => lines.some(({ postings }) => postings.length > 0));
  if (moving.length === 0) return;
  const closedThrough = await lockClosedThrough(tx);
  const entries = moving.flatMap(({ document, lines, causeKind, causeId }) => {
    const { id: documentId, currency, eventDate, timeZone } = document;
    const today = dayIn(timeZone, ctx.clock.now());
    const accountingDate = accountingDateOf({ event: eventDate, today, closedThrough });
    return entryOf({ causeKind, causeId, documentId, currency, eventDate, accountingDate }, lines) ?? [];
  });
  const byDay = entries.toSorted((left, right) => left.accountingDate.localeCompare(right.accountingDate));
  for (const entry of byDay) await insertEntry(tx, ctx.shopId, ctx.ids.next(), entry);
}

function ownShare(line: LineToPost): Posting[] {
  return line.valueMinor === null ? [] : shareOfLine(line.debitRole, line.valueMinor);
}

/** Moves the root's counter of returned units on by this line and takes the difference. */
function step(
  line: LineToPost,
  parts: { document: DocumentHead; balances: Map<string, Balance> },
  shares: Map<string, Posting[]>,
  reversed: Map<string, number>,
): Posting[] {
  const rootId = line.rootLineId ?? "";
  const root = parts.balances.get(rootId);
  const from = reversed.get(rootId);
  invariant(root && from !== undefined, "a reversal locks the line it goes back to");
  const to = from + (parts.document.kind === "found" ? line.quantity : -line.quantity);
  reversed.set(rootId, to);
  return reversedShare(shares.get(rootId) ?? [], { applied: root.applied, from, to });
}

/** What moved through inventory, maybe nothing; no value where the line at the bottom still has none. */
function valuesOf(
  lines: LineToPost[],
  postings: { lineId: string; postings: Posting[] }[],
  shares: Map<string, Posting[]>,
): Map<string, bigint> {
  const moved = new Map(postings.map((one) => [one.lineId, one.postings]));
  const values = new Map<string, bigint>();
  for (const line of lines) {
    if (line.rootLineId ? !shares.has(line.rootLineId) : line.valueMinor === null) continue;
    const inventory = moved.get(line.id)?.find((posting) => posting.role === "inventory");
    values.set(line.id, inventory?.amountMinor ?? 0n);
  }
  return values;
}
