import { markProofNeeded, markSendClosed, markSent, type OpenAttempt } from "#app/db/attempts.ts";
import type { DocumentHead } from "#app/db/documents.ts";
import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { unreachable } from "#app/domain/invariant.ts";
import { limits } from "#app/domain/limits.ts";
import type { AdjustAnswer, AdjustRefusal, Caller } from "#app/ports/shopify.ts";
import type { ShopContext } from "../shop-context.ts";
import { applyVerdict } from "./apply-verdict.ts";
import type { Step } from "./drive-adjustment.ts";
import { endUninstalled, endUnsent } from "./end-attempt.ts";
import type { Held } from "./held.ts";
import { isInstalled } from "./is-installed.ts";

/** Says that the call begins, unless the commit has said so, makes it, and hands the answer on. */
export async function sendAttempt(
  ctx: ShopContext,
  document: DocumentHead,
  held: Held,
  attempt: OpenAttempt,
): Promise<Step> {
  if (held.announced) {
    const answer = await call(ctx, document, attempt);
    return judge(ctx, document, { ...held, announced: false }, attempt, answer);
  }
  const begun = { id: attempt.id, adjustmentId: held.adjustment.id, holder: held.holder };
  const sent = await inShop(ctx.database, ctx.shopId, (tx) => markSent(tx, begun));
  if (!sent) return (await isInstalled(ctx)) ? { kind: "lost" } : endUninstalled(ctx, document, held);
  const now: OpenAttempt = { ...attempt, state: "sent", ...sent };
  return judge(ctx, document, { ...held, attempt: now }, now, await call(ctx, document, now));
}

/**
 * Under the token of who submitted it, or let it happen, so that Shopify checks the right and shows the
 * name. Whoever is present gets a new one for a dead one, or nothing: their right may have gone with it. The
 * app's token serves only when nobody is there to ask and the right was proved at submit.
 */
async function call(ctx: ShopContext, document: DocumentHead, attempt: OpenAttempt): Promise<AdjustAnswer> {
  const lane = ctx.person ? "person" : "batch";
  const person: Caller = { kind: "person", userId: document.approvedBy ?? document.submittedBy };
  const send = (caller: Caller) => ctx.shopify.adjust(attempt.body, attempt.id, caller, lane);
  const answer = await send(person);
  const isDead = answer.kind === "not-sent" && answer.why === "signed-out";
  if (!isDead) return answer;
  if (ctx.person) return send(person);
  return document.rightProved ? send({ kind: "app" }) : answer;
}

async function judge(
  ctx: ShopContext,
  document: DocumentHead,
  held: Held,
  attempt: OpenAttempt,
  answer: AdjustAnswer,
): Promise<Step> {
  switch (answer.kind) {
    case "applied":
    case "refused":
      return applyVerdict(ctx, document, held, attempt, answer);
    case "again":
      return { kind: "later", held, delayMs: Math.max(answer.delayMs, backOff(attempt.openSends)) };
    case "unanswered":
      ctx.log.warn(
        { attemptId: attempt.id, sends: attempt.sends, why: answer.why },
        "a send went unanswered",
      );
      return { kind: "later", held, delayMs: backOff(attempt.openSends) };
    case "not-sent":
      return turnedAway(ctx, document, held, attempt, answer);
    default:
      return unreachable(answer);
  }
}

/** Surely nothing happened in this call; what earlier calls did is another question. */
async function turnedAway(
  ctx: ShopContext,
  document: DocumentHead,
  held: Held,
  attempt: OpenAttempt,
  answer: Extract<AdjustAnswer, { kind: "not-sent" }>,
): Promise<Step> {
  const doubtful = attempt.openSends > 1;
  const refusals: AdjustRefusal[] = [{ code: "ACCESS_DENIED", message: "", change: null }];
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    await markSendClosed(tx, attempt.id);
    if (answer.why === "denied" && doubtful) await markProofNeeded(tx, attempt.id, refusals);
  });
  const closed: Held = { ...held, attempt: { ...attempt, openSends: attempt.openSends - 1 } };
  if (answer.why === "denied") {
    if (!doubtful) return endUnsent(ctx, document, closed, { code: "permission-denied" }, refusals);
    return { kind: "go-on", held: { ...closed, attempt: { ...attempt, proofNeeded: true } } };
  }
  const isGone = answer.why === "signed-out" && ctx.person !== null;
  if (!doubtful && (isGone || document.ageMs > limits.endUnsentAfterMs)) {
    const code = answer.why === "signed-out" ? "signed-out" : "shopify-busy";
    return endUnsent(ctx, document, closed, { code }, null);
  }
  const leastMs = answer.why === "signed-out" ? limits.signedOutRetryMs : 0;
  return { kind: "later", held: closed, delayMs: Math.max(answer.delayMs, leastMs) };
}

/** Only what went unanswered makes it wait longer: a call that was put off has waited its time already. */
function backOff(openSends: number): number {
  return Math.min(limits.resendDelayMs * 2 ** Math.min(openSends - 1, 20), limits.resendDelayMsMax);
}
