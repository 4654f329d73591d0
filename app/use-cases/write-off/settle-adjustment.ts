import { lockAdjustment, markAdjustment } from "#app/db/adjustments.ts";
import { type FinishedAttempt, markFinished } from "#app/db/attempts.ts";
import { insertAuditEvent } from "#app/db/audit-events.ts";
import {
  type LineToSettle,
  listLinesOfAdjustment,
  markLinesSettled,
  type SettledLine,
} from "#app/db/document-lines.ts";
import { lockDocument, markDocumentState } from "#app/db/documents.ts";
import { inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { insertBalances, lockBalances, moveBalances } from "#app/db/line-balances.ts";
import { upsertLevels } from "#app/db/mirrors.ts";
import type { Body } from "#app/domain/adjustment/body.ts";
import { invariant } from "#app/domain/invariant.ts";
import type { Problem } from "#app/domain/problem.ts";
import { balanceMovesOf } from "#app/domain/write-off/balance-moves.ts";
import { type DocumentState, directionOf, type Fate } from "#app/domain/write-off/kind.ts";
import { keyOfPlace, type Place, walkLevels } from "#app/domain/write-off/stock.ts";
import { isSetAside } from "#app/domain/write-off/taken-from.ts";
import type { ShopContext } from "../shop-context.ts";
import { insertPostings, planPostings } from "./post-entry.ts";

export type Settlement = {
  documentId: string;
  adjustmentId: string;
  /** The attempt this rests on; null when the lines were refused before anything was made. */
  attempt: FinishedAttempt | null;
  body: Body | null;
  fateAt: (place: Place) => { fate: Fate; refusal: Problem | null };
  /** Shopify's clock at the effect, for the mirror. */
  vendorClock: Date | null;
  /** Who must still hold the lease: another may have sent again meanwhile. An effect needs no holder. */
  holder: string | null;
  /** A person's word on what nobody could know. */
  resolvedBy: string | null;
};

/**
 * Turns an answer into fates, balances, entries and totals, all or nothing, and only once. Answers the state
 * of the whole document; null when another has settled it.
 */
export async function settleAdjustment(
  ctx: ShopContext,
  settlement: Settlement,
): Promise<DocumentState | null> {
  return inShopTransaction(ctx.database, ctx.shopId, (tx) => settleIn(ctx, tx, settlement));
}

export async function settleIn(
  ctx: ShopContext,
  tx: Tx,
  settlement: Settlement,
): Promise<DocumentState | null> {
  // Locked in this order, and without waiting for each other's answers.
  const [document, adjustment, every] = await Promise.all([
    lockDocument(tx, settlement.documentId),
    lockAdjustment(tx, settlement.adjustmentId),
    listLinesOfAdjustment(tx, settlement.adjustmentId),
  ]);
  invariant(document, "an adjustment belongs to a document");
  const open = settlement.resolvedBy ? "unknown" : "waiting";
  if (adjustment?.state !== open) return null;
  if (settlement.holder && adjustment.leaseHolder !== settlement.holder) return null;

  const lines = every.filter((line) => line.fate !== "refused");
  const touched = [...new Set(lines.flatMap((line) => [line.reversesLineId, line.rootLineId]))].filter(
    (id) => id !== null,
  );
  const balances = await lockBalances(tx, touched);
  const settled = fatesOf(lines, settlement, directionOf(document.kind) === 1 ? 1 : -1);
  const applied = settled.filter((line) => line.fate === "applied");

  const state = stateOf(settled);

  const causeId = settlement.adjustmentId;
  const { values, postings } = await planPostings(tx, { document, causeId, lines: applied, balances });
  const valued = settled.map((line) => ({ ...line, valueMinor: values.get(line.id) ?? null }));
  // The state of the whole is asked for behind the lines it follows from.
  const [, documentState] = await Promise.all([
    markLinesSettled(tx, valued),
    markDocumentState(tx, settlement.documentId),
    insertBalances(tx, ctx.shopId, applied),
    moveBalances(
      tx,
      settled.flatMap((line) => balanceMovesOf(document.kind, line)),
    ),
    settlement.attempt && markFinished(tx, settlement.attempt),
    markAdjustment(tx, settlement.adjustmentId, state),
    rememberLevels(tx, ctx.shopId, settlement),
    insertPostings(ctx, tx, [postings]),
  ]);
  await insertAuditEvent(tx, ctx.shopId, {
    id: ctx.ids.next(),
    kind: `adjustment-${state}`,
    subjectId: settlement.documentId,
    personId: settlement.resolvedBy ?? ctx.person?.userId ?? null,
    at: ctx.clock.now().toISOString(),
    facts: {
      adjustmentId: settlement.adjustmentId,
      attemptId: settlement.attempt?.id ?? null,
      groupId: settlement.attempt?.groupId ?? null,
      lines: settled.map((line) => [line.position, line.fate, line.refusal?.code ?? null]),
    },
  });
  return documentState;
}

type Settled = LineToSettle & SettledLine;

/** Before and after come from what the call compared and changed, never from another reading. */
function fatesOf(lines: LineToSettle[], settlement: Settlement, direction: 1 | -1): Settled[] {
  const changes = new Map((settlement.body?.changes ?? []).map((change) => [keyOfPlace(change), change]));
  const walked = walkLevels(
    lines.map((line) => ({ ...line, delta: direction * line.quantity })),
    (line) => changes.get(keyOfPlace(line))?.changeFrom ?? 0,
  );
  return lines.map((line, index) => {
    const { fate, refusal } = settlement.fateAt(line);
    const moved = fate === "applied" ? walked[index] : undefined;
    return { ...line, fate, refusal, before: moved?.before ?? null, after: moved?.after ?? null };
  });
}

function stateOf(lines: Settled[]): "applied" | "refused" | "unknown" {
  if (lines.some((line) => line.fate === "unknown")) return "unknown";
  return lines.some((line) => line.fate === "applied") ? "applied" : "refused";
}

async function rememberLevels(tx: Tx, shopId: string, settlement: Settlement): Promise<void> {
  const { body, vendorClock } = settlement;
  // The mirror keeps what is available; what was set aside is read whenever it is needed.
  if (!body || !vendorClock || isSetAside(body.quantityName)) return;
  const moved = body.changes.filter((change) => settlement.fateAt(change).fate === "applied");
  await upsertLevels(
    tx,
    shopId,
    moved.map((change) => ({
      itemId: change.itemId,
      locationId: change.locationId,
      available: change.changeFrom + change.delta,
      committed: null,
      onHand: null,
      updatedAt: vendorClock,
    })),
    { effect: true },
  );
}
