import { insertSplit, lockAdjustment, markAdjustment, markRound, nextOrdinal } from "#app/db/adjustments.ts";
import { markFinished, markProofNeeded, type OpenAttempt } from "#app/db/attempts.ts";
import { insertAuditEvent } from "#app/db/audit-events.ts";
import { listLinesOfAdjustment, moveLines } from "#app/db/document-lines.ts";
import { type DocumentHead, lockDocument } from "#app/db/documents.ts";
import { inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { judgeAnswer, type Refusal, type Verdict } from "#app/domain/adjustment/judge-answer.ts";
import { problemOfRefusal } from "#app/domain/adjustment/problem-of-refusal.ts";
import { unreachable } from "#app/domain/invariant.ts";
import { keyOfPlace, type Place } from "#app/domain/write-off/stock.ts";
import type { AdjustAnswer } from "#app/ports/shopify.ts";
import type { ShopContext } from "../shop-context.ts";
import type { Step } from "./drive-adjustment.ts";
import { forgetStale } from "./forget-stale.ts";
import type { Held } from "./held.ts";
import { refuseLinesIn } from "./refuse-lines.ts";
import { settleAdjustment } from "./settle-adjustment.ts";

type Answer = Extract<AdjustAnswer, { kind: "applied" | "refused" }>;
type Parts = { document: DocumentHead; held: Held; attempt: OpenAttempt; answer: Answer };

export async function applyVerdict(
  ctx: ShopContext,
  document: DocumentHead,
  held: Held,
  attempt: OpenAttempt,
  answer: Answer,
): Promise<Step> {
  const parts = { document, held, attempt, answer };
  const known = { openSends: attempt.openSends, rounds: held.adjustment.rounds };
  const verdict = judgeAnswer(attempt.body, answer, known);
  switch (verdict.kind) {
    case "applied":
      return settle(ctx, parts, verdict);
    case "refused":
      return settle(ctx, parts, { ...verdict, unknown: new Set() });
    case "rebind":
      return rebind(ctx, parts, verdict.never);
    case "split":
      return split(ctx, parts);
    case "doubt":
      await inShopTransaction(ctx.database, ctx.shopId, (tx) =>
        markProofNeeded(tx, attempt.id, verdict.refusals),
      );
      return { kind: "go-on", held: { ...held, attempt: { ...attempt, proofNeeded: true } } };
    default:
      return unreachable(verdict);
  }
}

async function settle(
  ctx: ShopContext,
  parts: Parts,
  verdict: Pick<Extract<Verdict, { kind: "applied" }>, "refused" | "unknown"> & {
    kind: "applied" | "refused";
  },
): Promise<Step> {
  const { attempt, answer } = parts;
  const settled = await settleAdjustment(ctx, {
    documentId: parts.document.id,
    adjustmentId: parts.held.adjustment.id,
    attempt: {
      id: attempt.id,
      state: verdict.unknown.size > 0 ? "unknown" : verdict.kind,
      groupId: answer.kind === "applied" ? answer.groupId : null,
      answer: answer.refusals,
      proof: "answer",
    },
    body: attempt.body,
    fateAt: (place) => fateIn(verdict, place),
    vendorClock: answer.vendorClock,
    holder: verdict.kind === "applied" ? null : parts.held.holder,
    resolvedBy: null,
  });
  return settled ? { kind: "ended", more: settled === "working" } : { kind: "lost" };
}

function fateIn(
  verdict: { kind: "applied" | "refused"; refused: Map<string, Refusal>; unknown: Set<string> },
  place: Place,
) {
  const key = keyOfPlace(place);
  if (verdict.unknown.has(key)) return { fate: "unknown" as const, refusal: null };
  const refusal = verdict.refused.get(key);
  if (refusal || verdict.kind === "refused")
    return { fate: "refused" as const, refusal: problemOfRefusal(refusal) };
  return { fate: "applied" as const, refusal: null };
}

/** Nothing happened: the attempt is over, hopeless lines are refused, and the rest is bound afresh. */
async function rebind(ctx: ShopContext, parts: Parts, never: Map<string, Refusal>): Promise<Step> {
  const { document, held } = parts;
  await forgetStale(ctx, { ...parts, rounds: held.adjustment.rounds });
  const left = await inWaiting(ctx, parts, async (tx) => {
    await finish(tx, parts);
    await markRound(tx, held.adjustment.id);
    if (never.size === 0) return 1;
    const lines = await listLinesOfAdjustment(tx, held.adjustment.id);
    const refused = lines.flatMap((line) => {
      const refusal = line.fate === "working" ? never.get(keyOfPlace(line)) : undefined;
      return refusal ? [{ line, problem: problemOfRefusal(refusal) }] : [];
    });
    const { id: documentId, kind } = document;
    return refuseLinesIn(ctx, tx, { documentId, kind, adjustmentId: held.adjustment.id, refused });
  });
  if (left === null) return { kind: "lost" };
  if (left === 0) return { kind: "ended", more: true };
  const adjustment = { ...held.adjustment, rounds: held.adjustment.rounds + 1 };
  return { kind: "go-on", held: { ...held, adjustment, attempt: null } };
}

/** The answer does not say which change is at fault: two halves are tried by themselves, down to one. */
async function split(ctx: ShopContext, parts: Parts): Promise<Step> {
  const { document, held, attempt } = parts;
  const places = attempt.body.changes.map(keyOfPlace);
  const firstHalf = new Set(places.slice(0, Math.ceil(places.length / 2)));
  const done = await inWaiting(ctx, parts, async (tx) => {
    await finish(tx, parts);
    const lines = (await listLinesOfAdjustment(tx, held.adjustment.id)).filter(
      (line) => line.fate === "working",
    );
    const halves = [
      lines.filter((line) => firstHalf.has(keyOfPlace(line))),
      lines.filter((line) => !firstHalf.has(keyOfPlace(line))),
    ];
    for (const half of halves) {
      const ordinal = await nextOrdinal(tx, document.id);
      const { shopifyReason, takenFrom } = held.adjustment;
      const child = { id: ctx.ids.next(), ordinal, shopifyReason, takenFrom };
      await insertSplit(tx, ctx.shopId, document.id, child);
      await moveLines(
        tx,
        half.map((line) => line.id),
        child.id,
      );
    }
    await markAdjustment(tx, held.adjustment.id, "split");
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "adjustment-split",
      subjectId: document.id,
      personId: ctx.person?.userId ?? null,
      at: ctx.clock.now().toISOString(),
      facts: { adjustmentId: held.adjustment.id, attemptId: attempt.id, changes: places.length },
    });
    return true;
  });
  return done ? { kind: "ended", more: true } : { kind: "lost" };
}

/** Runs only under our lease: another who took over may have sent again, and then nothing is sure. */
async function inWaiting<T>(ctx: ShopContext, parts: Parts, work: (tx: Tx) => Promise<T>): Promise<T | null> {
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    await lockDocument(tx, parts.document.id);
    const adjustment = await lockAdjustment(tx, parts.held.adjustment.id);
    const ours = adjustment?.state === "waiting" && adjustment.leaseHolder === parts.held.holder;
    return ours ? work(tx) : null;
  });
}

function finish(tx: Tx, parts: Parts): Promise<void> {
  const { attempt, answer } = parts;
  return markFinished(tx, {
    id: attempt.id,
    state: "refused",
    groupId: null,
    answer: answer.refusals,
    proof: "answer",
  });
}
