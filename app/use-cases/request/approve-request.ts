import { insertAuditEvent } from "#app/db/audit-events.ts";
import { listCounting } from "#app/db/evidence.ts";
import { inShop, inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import {
  findRequest,
  insertDecision,
  lockRequest,
  markTroubled,
  type RequestHead,
} from "#app/db/requests.ts";
import type { ApprovalCommand } from "#app/domain/approval/request-command.ts";
import { isOverDays } from "#app/domain/approval/rule.ts";
import { rulesOver } from "#app/domain/approval/second-person.ts";
import { invariant } from "#app/domain/invariant.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";
import { carryOut } from "../write-off/carry-out.ts";
import { commitPlan, type Submitted } from "../write-off/commit-plan.ts";
import { Refused } from "../write-off/refused.ts";
import { barToDecide } from "./may-decide.ts";
import { type PlannedNow, planAsked } from "./plan-asked.ts";
import { type SecondPerson, secondReasons } from "./second-person.ts";

/**
 * Gather, plan, commit, as for any document, under the id that was asked for: the second person's word and
 * the document stand or fall together. What cannot be done now stays asked for, and says why.
 */
export async function approveRequest(ctx: ShopContext, wish: ApprovalCommand): Promise<Result<Submitted>> {
  const request = await inShop(ctx.database, ctx.shopId, (tx) => findRequest(tx, wish.id));
  const bar = barToDecide(ctx.person, request, { ...wish, verb: "approve" });
  if (!request || bar) return request ? answerAgain(ctx, request, bar) : refuse({ code: "not-found" });

  const planned = await planAsked(ctx, request);
  if (!planned.ok) return troubled(ctx, request, planned);
  const { plan, stock } = planned.value;
  if (needsAnother(ctx, request, planned.value)) return refuse({ code: "own-request" });
  const { fingerprint } = request;
  const second = wordOf(ctx, request, wish);
  const committed = await commitPlan(ctx, plan, { fingerprint, stock, second });
  if (!committed.ok) return troubled(ctx, request, committed);
  if (committed.value.first) await carryOut(ctx, request.id, committed.value.begun);
  return committed;
}

/**
 * What came by a link one made oneself is as if one had asked: where that would have needed a second person,
 * it needs another.
 */
function needsAnother(ctx: ShopContext, request: RequestHead, { plan, laidDown }: PlannedNow): boolean {
  const { person } = ctx;
  if (!person || request.linkMadeBy !== person.userId) return false;
  const overDays = rulesOver(plan, laidDown.approvalRules.filter(isOverDays), person);
  return overDays.length > 0 || secondReasons(ctx, person, plan, laidDown).length > 0;
}

/** The same word of the same person again is answered as the first time. */
function answerAgain(
  { person }: ShopContext,
  request: RequestHead,
  bar: ReturnType<typeof barToDecide>,
): Result<Submitted> {
  const isSame = request.state === "approved" && request.decidedBy === person?.userId;
  if (isSame) return ok({ documentId: request.id, first: false, begun: null, requested: null });
  return refuse(bar ?? { code: "not-found" });
}

function wordOf(ctx: ShopContext, request: RequestHead, wish: ApprovalCommand): SecondPerson {
  return {
    asked: { by: request.requester },
    before: (tx) => approve(ctx, tx, wish),
    after: async () => {},
  };
}

/**
 * Looks once more under the request's lock: somebody may have changed it or its photos, or decided, since it
 * was read.
 */
async function approve(ctx: ShopContext, tx: Tx, wish: ApprovalCommand): Promise<void> {
  const { person, shopId } = ctx;
  const [request, evidence] = await Promise.all([lockRequest(tx, wish.id), listCounting(tx, wish.id)]);
  const bar = barToDecide(person, request, { ...wish, verb: "approve" });
  if (bar) throw new Refused([bar]);
  invariant(person && request, "who may decide is here, and what about");
  const { id, revision, words = "" } = wish;
  if (!isSeen(evidence, wish.evidence ?? [])) throw new Refused([{ code: "request-photos-changed" }]);
  const decision = { id: ctx.ids.next(), requestId: id, revision, words, personId: person.userId, evidence };
  await insertDecision(tx, shopId, { ...decision, verb: "approve" });
  await insertAuditEvent(tx, shopId, {
    id: ctx.ids.next(),
    kind: "request-approved",
    subjectId: id,
    personId: person.userId,
    at: ctx.clock.now().toISOString(),
    facts: {
      ...{ revision, requester: request.requester, evidence },
      reasons: request.reasons.map(({ code }) => code),
    },
  });
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
): Promise<Result<Submitted>> {
  invariant(!refusal.ok, "only a refusal is trouble");
  const { problems } = refusal;
  const isOurs = problems.some(({ code }) => code.startsWith("request-") || code.startsWith("own-"));
  if (!isOurs)
    await inShopTransaction(ctx.database, ctx.shopId, (tx) => markTroubled(tx, request.id, problems));
  return { ok: false, problems };
}
