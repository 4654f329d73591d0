import { listCounting } from "#app/db/evidence.ts";
import { inShop, inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { findApprovedOutside } from "#app/db/incidents.ts";
import {
  findRequest,
  insertDecision,
  lockRequest,
  markTroubled,
  type RequestHead,
} from "#app/db/requests.ts";
import type { ApprovalCommand } from "#app/domain/approval/request-command.ts";
import { barOf } from "#app/domain/approval/role.ts";
import type { SecondReason } from "#app/domain/approval/rule.ts";
import { invariant } from "#app/domain/invariant.ts";
import type { Problem } from "#app/domain/problem.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { isSignal } from "#app/domain/signal/signal.ts";
import { noteAct } from "../audit/note-act.ts";
import type { PersonContext, ShopContext } from "../shop-context.ts";
import { carryOutAtOnce } from "../write-off/carry-out-at-once.ts";
import { commitPlan, type Submitted } from "../write-off/commit-plan.ts";
import { lookAgain } from "../write-off/look-again.ts";
import { Refused } from "../write-off/refused.ts";
import { barToDecide } from "./may-decide.ts";
import { planAsked } from "./plan-asked.ts";
import { lockAskedIncident, outsideOf, type Placing, putUnderIncident } from "./put-under-incident.ts";
import { needsAnother, reasonsNow } from "./reasons-now.ts";
import type { SecondPerson } from "./second-person.ts";

/** `outside`: why it did not come under the incident it was asked for under. */
export type Approved = Submitted & { outside: Problem[] };

/**
 * Gather, plan, commit, as for any document, under the id that was asked for: the second person's word and
 * the document stand or fall together. What cannot be done now stays asked for, and says why.
 */
export async function approveRequest(ctx: ShopContext, wish: ApprovalCommand): Promise<Result<Approved>> {
  const request = await inShop(ctx.database, ctx.shopId, (tx) => findRequest(tx, wish.id));
  const bar = barToDecide(ctx.person, request, { ...wish, verb: "approve" });
  if (!request) return refuse({ code: "not-found" });
  if (bar) return (await answerAgain(ctx, request)) ?? refuse(bar);

  const planned = await planAsked(ctx, request);
  if (!planned.ok) return troubled(ctx, request, planned);
  const { plan, stock, reasons } = planned.value;
  if (needsAnother(ctx, request, planned.value)) return refuse({ code: "own-request" });
  const found = reasonsNow(ctx, request, planned.value);
  const barred = barOfFound(ctx.person, found, wish.reasons ?? []);
  if (barred) return refuse(barred);
  const { fingerprint } = request;
  const word: Word = { wish, found, outside: null };
  const second = wordOf(ctx, request, word);
  // Nobody is asked about doubles here; a photo that is needed must still be there.
  const again = lookAgain(ctx, {}, plan, { reasons, recent: null });
  const committed = await commitPlan(ctx, plan, { fingerprint, stock, second, again });
  if (!committed.ok) return troubled(ctx, request, committed);
  if (committed.value.first) await carryOutAtOnce(ctx, request.id, committed.value.begun);
  return ok({ ...committed.value, outside: word.outside ? [word.outside] : [] });
}

/** The same word of the same person again is answered as the first time. */
async function answerAgain(ctx: ShopContext, request: RequestHead): Promise<Result<Approved> | null> {
  const { id } = request;
  if (request.state !== "approved" || request.decidedBy !== ctx.person?.userId) return null;
  const code = await inShop(ctx.database, ctx.shopId, (tx) => findApprovedOutside(tx, id));
  const outside = code ? [outsideOf(code)] : [];
  return ok({ documentId: id, first: false, begun: null, requested: null, outside });
}

/** What was found while it was planned is decided about by who may, and by nobody who has not read it. */
function barOfFound(
  person: PersonContext | null,
  found: SecondReason[],
  read: readonly string[],
): Problem | null {
  const flagged = found.some(isSignal) ? barOf(person, "approve-flagged") : null;
  return flagged ?? (found.every(({ code }) => read.includes(code)) ? null : { code: "request-unread" });
}

type Word = { wish: ApprovalCommand; found: SecondReason[]; outside: Problem | null };

function wordOf(ctx: ShopContext, request: RequestHead, word: Word): SecondPerson {
  let under: string | null = null;
  return {
    asked: { by: request.requester },
    before: async (tx) => {
      const { incidentId, outside } = await approve(ctx, tx, word);
      word.outside = outside;
      under = outside ? null : incidentId;
    },
    after: async (tx) => {
      if (under !== null) await putUnderIncident(ctx, tx, { request, incidentId: under });
    },
  };
}

/**
 * Looks once more under the request's lock: somebody may have changed it or its photos, or decided, since it
 * was read.
 */
async function approve(ctx: ShopContext, tx: Tx, { wish, found }: Word): Promise<Placing> {
  const { person, shopId } = ctx;
  const [request, evidence] = await Promise.all([lockRequest(tx, wish.id), listCounting(tx, wish.id)]);
  const bar = barToDecide(person, request, { ...wish, verb: "approve" });
  if (bar) throw new Refused([bar]);
  invariant(person && request, "who may decide is here, and what about");
  const { id, revision, words = "" } = wish;
  if (!isSeen(evidence, wish.evidence ?? [])) throw new Refused([{ code: "request-photos-changed" }]);
  const { incidentId } = request;
  if (incidentId !== (wish.incidentId ?? null)) throw new Refused([{ code: "request-incident-changed" }]);
  const placing = await lockAskedIncident(tx, incidentId);
  const { outside } = placing;
  const decision = { id: ctx.ids.next(), requestId: id, revision, words, personId: person.userId, evidence };
  await insertDecision(tx, shopId, { ...decision, verb: "approve" });
  await noteAct(ctx, tx, {
    kind: "request-approved",
    subjectId: id,
    facts: {
      ...{ revision, requester: request.requester, evidence, incident: incidentId },
      reasons: [...request.reasons, ...found].map(({ code }) => code),
      ...(outside && { outside: outside.code }),
    },
  });
  return placing;
}

function isSeen(there: string[], named: string[]): boolean {
  const seen = new Set(named);
  return there.length === seen.size && there.every((id) => seen.has(id));
}

/** A refusal about the request itself is told and no more; one about the shelf is kept for who looks next. */
async function troubled(
  ctx: ShopContext,
  request: RequestHead,
  refusal: Result<never> | Result<unknown>,
): Promise<Result<never>> {
  invariant(!refusal.ok, "only a refusal is trouble");
  const { problems } = refusal;
  const isOurs = problems.some(({ code }) => code.startsWith("request-") || code.startsWith("own-"));
  if (!isOurs)
    await inShopTransaction(ctx.database, ctx.shopId, (tx) => markTroubled(tx, request.id, problems));
  return { ok: false, problems };
}
