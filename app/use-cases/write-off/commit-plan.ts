import { insertAdjustments, type NewAdjustment } from "#app/db/adjustments.ts";
import { insertAttempt, markSent, type OpenAttempt } from "#app/db/attempts.ts";
import { insertAuditEvent } from "#app/db/audit-events.ts";
import { insertLines, type NewLine } from "#app/db/document-lines.ts";
import { insertDocument, lockDocument } from "#app/db/documents.ts";
import {
  inShop,
  inShopTransaction,
  isUniqueViolation,
  type Tx,
  violates,
} from "#app/db/in-shop-transaction.ts";
import { insertCarryOutJob } from "#app/db/jobs.ts";
import { upsertItems } from "#app/db/mirrors.ts";
import { bodyOf } from "#app/domain/adjustment/body.ts";
import type { RequestState } from "#app/domain/approval/request.ts";
import { invariant } from "#app/domain/invariant.ts";
import { limits } from "#app/domain/limits.ts";
import type { Problem } from "#app/domain/problem.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { directionOf } from "#app/domain/write-off/kind.ts";
import { placesOf } from "#app/domain/write-off/places-of.ts";
import type { PlannedLine, WriteOffPlan } from "#app/domain/write-off/plan.ts";
import { answersOf } from "#app/domain/write-off/question.ts";
import { takenProblem } from "../draft/bar-of-lines.ts";
import { refuseBeyondPlan } from "../pricing/allowance.ts";
import type { SecondPerson } from "../request/second-person.ts";
import type { ShopContext } from "../shop-context.ts";
import { findFirstAnswer } from "./first-answer.ts";
import type { GatheredStock } from "./gather-stock.ts";
import type { Begun, Held } from "./held.ts";
import { Refused } from "./refused.ts";
import { reserveUnits } from "./reserve-units.ts";

/**
 * `begun` holds the first adjustment, leased and bound to what was just read; null on a repeated answer.
 */
export type Submitted = {
  documentId: string;
  first: boolean;
  begun: Begun | null;
  /** Nothing left the shelf: a second person is asked, or was. Null: there is a document. */
  requested: RequestState | null;
};

type Made = {
  fingerprint: string;
  stock: GatheredStock;
  second?: SecondPerson | null;
  /** Asked in the same packet as everything else, behind the number. */
  again?: (tx: Tx) => Promise<void>;
};

/** One transaction: number, lines, adjustments, the first attempt and its send, audit event, job. */
export async function commitPlan(
  ctx: ShopContext,
  plan: WriteOffPlan,
  made: Made,
): Promise<Result<Submitted>> {
  try {
    const begun = await inShopTransaction(ctx.database, ctx.shopId, (tx) => write(ctx, tx, plan, made));
    return ok({ documentId: plan.id, first: true, begun, requested: null });
  } catch (error) {
    if (error instanceof Refused) return refuse(...error.problems);
    if (violates(error, "document_within_plan")) return refuseBeyondPlan(ctx);
    if (!isUniqueViolation(error)) throw error;
    const answer = await inShop(ctx.database, ctx.shopId, async (tx) => {
      const first = await findFirstAnswer(tx, plan.id, made.fingerprint);
      const taken = plan.lines.flatMap(({ draftLineId }) => draftLineId ?? []);
      return first ?? (taken.length > 0 ? refuseTaken(await takenProblem(tx, taken)) : null);
    });
    invariant(answer, "a document that could not be inserted is there, or its goods were taken");
    return answer;
  }
}

/** Of two who write off what was flagged, the second hears who was first; or these goods were not flagged. */
function refuseTaken(problem: Problem | null): Result<Submitted> {
  return refuse({ ...(problem ?? { code: "not-found" }), at: ["lines"] });
}

async function write(ctx: ShopContext, tx: Tx, plan: WriteOffPlan, made: Made): Promise<Begun> {
  const { shopId, person } = ctx;
  invariant(person, "a document is submitted by a person");
  const adjustments = plan.adjustments.map((adjustment) => ({ ...adjustment, id: ctx.ids.next() }));
  const lines = plan.lines.map((line) => toNewLine(ctx, line, adjustments));
  const holder = ctx.ids.next();

  const { fingerprint, stock, second = null, again } = made;
  await second?.before(tx);
  if (plan.reverses) await lockDocument(tx, plan.reverses.documentId);
  // Before the number: a shop's other submits must not wait while this one waits for its promise.
  const short = plan.reverses ? await reserveUnits(tx, plan) : [];
  if (short.length > 0) throw new Refused(short);
  const asked = second?.asked ?? null;
  const submittedBy = asked?.by ?? person.userId;
  const approvedBy = asked ? person.userId : null;
  const submitted = { fingerprint, submittedBy, approvedBy, rightProved: person.mayWriteOff };
  // In this order, and without waiting for each other's answers.
  const [document, , , , held] = await Promise.all([
    insertDocument(tx, shopId, plan, submitted),
    insertAdjustments(tx, shopId, plan.id, adjustments, holder),
    // Before the lines, which keep vendor and kind of goods as they are now.
    upsertItems(tx, shopId, stock.read?.items ?? []),
    insertLines(tx, shopId, plan.id, lines),
    bindFirst(ctx, tx, plan, { lines, adjustments, holder, stock }),
    insertCarryOutJob(tx, plan.id, limits.leaseMs),
    second?.after(tx),
    again?.(tx),
  ]);
  await insertAuditEvent(tx, shopId, {
    id: ctx.ids.next(),
    kind: "document-submitted",
    subjectId: plan.id,
    personId: person.userId,
    at: ctx.clock.now().toISOString(),
    facts: {
      number: document.number,
      kind: plan.kind,
      reverses: plan.reverses?.documentId ?? null,
      cause: plan.reverses?.cause ?? null,
      eventDate: plan.eventDate,
      fingerprint,
      lines: lines.length,
      units: plan.units,
      places: placesOf(plan.lines),
      ...(asked ? { askedBy: asked.by } : {}),
      ...answersOf(plan),
    },
  });
  return { document, held };
}

/**
 * The first attempt is bound to the quantities read a moment ago, when they all were, and its first send is
 * announced with it: the call follows at once. Otherwise it is made when it is its turn.
 */
async function bindFirst(
  ctx: ShopContext,
  tx: Tx,
  plan: WriteOffPlan,
  parts: { lines: NewLine[]; adjustments: NewAdjustment[]; holder: string; stock: GatheredStock },
): Promise<Held> {
  const adjustment = parts.adjustments[0];
  const { vendorClock, levels } = parts.stock;
  invariant(adjustment, "a document has an adjustment");
  const claimed = { ...adjustment, rounds: 0 };
  if (!vendorClock) return { adjustment: claimed, attempt: null, holder: parts.holder };

  const attemptId = ctx.ids.next();
  const body = bodyOf(
    { documentId: plan.id, attemptId, ...adjustment },
    parts.lines
      .filter((line) => line.adjustmentId === adjustment.id)
      .map((line) => ({ ...line, direction: directionOf(plan.kind) === 1 ? 1 : -1 })),
    levels,
  );
  const { holder } = parts;
  const ids = { id: attemptId, adjustmentId: adjustment.id };
  const [, sent] = await Promise.all([
    insertAttempt(tx, ctx.shopId, { ...ids, body, vendorClock }),
    markSent(tx, { ...ids, holder }),
  ]);
  const ages = { ageMs: 0, sinceLastSendMs: 0 };
  const made = { id: attemptId, ordinal: 0, body, vendorClock, proofNeeded: false, ...ages };
  const attempt: OpenAttempt = sent
    ? { ...made, ...sent, state: "sent" }
    : { ...made, state: "made", sends: 0, openSends: 0 };
  return { adjustment: claimed, attempt, holder, announced: sent !== null };
}

function toNewLine(ctx: ShopContext, line: PlannedLine, adjustments: NewAdjustment[]): NewLine {
  const adjustment = adjustments[line.adjustment];
  invariant(adjustment, "every planned line has its adjustment");
  return { ...line, id: ctx.ids.next(), adjustmentId: adjustment.id, reversal: line.reverses !== null };
}
