import { insertAuditEvent } from "#app/db/audit-events.ts";
import { findLineByPosition, markLinesCosted, markLineValues } from "#app/db/document-lines.ts";
import { type DocumentHead, findDocument, lockDocument, markDocumentState } from "#app/db/documents.ts";
import { inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { lockBalances } from "#app/db/line-balances.ts";
import { listDescendants, listSettledDescendants } from "#app/db/originals.ts";
import { invariant } from "#app/domain/invariant.ts";
import { type Posting, reversedShare, shareOfLine } from "#app/domain/journal/share.ts";
import { isBookable, isZeroAmount, valueOfUnits } from "#app/domain/money.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ValuationCommand } from "#app/domain/write-off/task-commands.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { insertPostings, type Postings } from "./post-entry.ts";

type Line = NonNullable<Awaited<ReturnType<typeof findLineByPosition>>>;

/** Finance says what goods were worth that left without a cost: an entry of its own, once a line. */
export async function valueLine(
  ctx: ShopContext,
  command: ValuationCommand,
): Promise<Result<{ documentId: string }>> {
  const { person } = ctx;
  invariant(person, "a value is given by a person");
  const bar = await barredFromMoney(ctx, "keep-books");
  if (bar) return refuse(bar);
  const { documentId, position } = command;
  const { amount } = command.unitCost;
  const cause = command.cause?.trim() ?? "";
  if (isZeroAmount(amount) && !cause) return refuse({ code: "cost-cause-needed", at: ["cause"] });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ documentId: string }>> => {
    const document = await lockDocument(tx, documentId);
    const line = document && (await findLineByPosition(tx, documentId, position));
    if (!document || !line) return refuse({ code: "not-found" });
    if (line.reversesLineId || line.fate !== "applied") return refuse({ code: "nothing-to-value" });
    const { returns, reversals } = await lockReturns(tx, line.id);
    // A reversal that settles now waits here, and then finds the value it must mirror.
    const balance = (await lockBalances(tx, [line.id])).get(line.id);
    invariant(balance, "an applied line has a balance");
    if (line.unitCost !== null) return refuse({ code: "already-valued" });

    const money = valueOfUnits(amount, line.quantity, document.currency);
    if (!isBookable(money)) return refuse({ code: "value-too-large", at: ["unitCost", "amount"] });
    const value = money.minor;
    await markLinesCosted(tx, [line.id, ...returns.map((one) => one.id)], {
      amount,
      cause,
      personId: person.userId,
    });
    await postValue(ctx, tx, document, line, { value, applied: balance.applied });
    for (const id of [documentId, ...reversals]) await markDocumentState(tx, id);
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "line-valued",
      subjectId: documentId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: {
        line: position,
        unitCost: amount,
        valueMinor: value.toString(),
        zeroWithCause: isZeroAmount(amount),
      },
    });
    return ok({ documentId });
  });
}

/** While one document of the chain is being locked another may join below it, so it is looked at again. */
async function lockReturns(
  tx: Tx,
  lineId: string,
): Promise<{ returns: { id: string }[]; reversals: string[] }> {
  const locked = new Set<string>();
  for (;;) {
    const returns = await listDescendants(tx, lineId);
    const unseen = [...new Set(returns.map((one) => one.documentId))].filter((id) => !locked.has(id)).sort();
    if (unseen.length === 0) return { returns, reversals: [...locked] };
    for (const id of unseen) {
      await lockDocument(tx, id);
      locked.add(id);
    }
  }
}

/** The line's own entry, and one for each return that settled before anybody knew what it was worth. */
async function postValue(
  ctx: ShopContext,
  tx: Tx,
  document: DocumentHead,
  line: Line,
  known: { value: bigint; applied: number },
): Promise<void> {
  const share = shareOfLine(line.debitRole, known.value);
  const causes = [valuationOf(document, line.id, share)];
  const values = [{ lineId: line.id, valueMinor: known.value }];
  let from = 0;
  for (const descendant of await listSettledDescendants(tx, line.id)) {
    const to = from + (descendant.kind === "found" ? descendant.quantity : -descendant.quantity);
    const moved = reversedShare(share, { applied: known.applied, from, to });
    const inventory = moved.find((posting) => posting.role === "inventory");
    values.push({ lineId: descendant.id, valueMinor: inventory?.amountMinor ?? 0n });
    const reversal = await findDocument(tx, descendant.documentId);
    invariant(reversal, "a reversal's line belongs to a document");
    causes.push(valuationOf(reversal, descendant.id, moved));
    from = to;
  }
  await markLineValues(tx, values);
  await insertPostings(ctx, tx, causes);
}

function valuationOf(document: DocumentHead, lineId: string, postings: Posting[]): Postings {
  return { causeKind: "valuation", causeId: lineId, document, lines: [{ lineId, postings }] };
}
