import { lockAdjustment, markAdjustment } from "#app/db/adjustments.ts";
import { insertAuditEvent } from "#app/db/audit-events.ts";
import { type LineToSettle, listLinesOfAdjustment, markLinesSettled } from "#app/db/document-lines.ts";
import { lockDocument, markDocumentState } from "#app/db/documents.ts";
import { inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { lockBalances, moveBalances } from "#app/db/line-balances.ts";
import { invariant } from "#app/domain/invariant.ts";
import type { Problem } from "#app/domain/problem.ts";
import { balanceMovesOf } from "#app/domain/write-off/balance-moves.ts";
import type { ShopContext } from "../shop-context.ts";
import type { Held } from "./held.ts";

export type RefusedLine = { line: LineToSettle; problem: Problem };

/**
 * Some lines cannot go; the rest of their adjustment goes on without them. Answers how many are left, or null
 * when the lease is another's by now: these very units may be on their way out under its call.
 */
export async function refuseLines(
  ctx: ShopContext,
  documentId: string,
  held: Held,
  refused: RefusedLine[],
): Promise<number | null> {
  const adjustmentId = held.adjustment.id;
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const document = await lockDocument(tx, documentId);
    const adjustment = await lockAdjustment(tx, adjustmentId);
    invariant(document, "an adjustment belongs to a document");
    if (adjustment?.state !== "waiting" || adjustment.leaseHolder !== held.holder) return null;
    return refuseLinesIn(ctx, tx, { documentId, kind: document.kind, adjustmentId, refused });
  });
}

/** The caller holds the document and the adjustment. */
export async function refuseLinesIn(
  ctx: ShopContext,
  tx: Tx,
  parts: {
    documentId: string;
    kind: Parameters<typeof balanceMovesOf>[0];
    adjustmentId: string;
    refused: RefusedLine[];
  },
): Promise<number> {
  const { documentId, adjustmentId, refused } = parts;
  const lines = refused.map((one) => ({ ...one.line, fate: "refused" as const }));
  await lockBalances(
    tx,
    [...new Set(lines.flatMap((line) => [line.reversesLineId, line.rootLineId]))].filter((id) => id !== null),
  );
  await markLinesSettled(
    tx,
    refused.map(({ line, problem }) => ({
      id: line.id,
      fate: "refused",
      before: null,
      after: null,
      refusal: problem,
      valueMinor: null,
    })),
  );
  await moveBalances(
    tx,
    lines.flatMap((line) => balanceMovesOf(parts.kind, line)),
  );
  const left = (await listLinesOfAdjustment(tx, adjustmentId)).filter(
    (line) => line.fate === "working",
  ).length;
  if (left === 0) await markAdjustment(tx, adjustmentId, "refused");
  await markDocumentState(tx, documentId);
  await insertAuditEvent(tx, ctx.shopId, {
    id: ctx.ids.next(),
    kind: "adjustment-refused",
    subjectId: documentId,
    personId: ctx.person?.userId ?? null,
    at: ctx.clock.now().toISOString(),
    facts: {
      adjustmentId,
      attemptId: null,
      groupId: null,
      lines: refused.map(({ line, problem }) => [line.position, "refused", problem.code]),
    },
  });
  return left;
}
