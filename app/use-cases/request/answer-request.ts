import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { insertDecision, lockRequest } from "#app/db/requests.ts";
import type { RequestState, Verb } from "#app/domain/approval/request.ts";
import type { DecisionCommand } from "#app/domain/approval/request-command.ts";
import type { AuditKind } from "#app/domain/audit/event.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";
import { barToDecide } from "./may-decide.ts";

type Answer = Exclude<Verb, "approve">;
type Answered = { id: string; state: RequestState };

const OF: Record<Answer, { state: RequestState; event: AuditKind }> = {
  "send-back": { state: "sent-back", event: "request-sent-back" },
  reject: { state: "rejected", event: "request-rejected" },
  withdraw: { state: "withdrawn", event: "request-withdrawn" },
};

/** Sends a request back, says no to it, or takes one's own back. Nothing moves on the shelf. */
export async function answerRequest(
  ctx: ShopContext,
  { id, revision, words = "" }: DecisionCommand,
  verb: Answer,
): Promise<Result<Answered>> {
  const { person, shopId } = ctx;
  const { state, event } = OF[verb];
  return inShopTransaction(ctx.database, shopId, async (tx): Promise<Result<Answered>> => {
    const request = await lockRequest(tx, id);
    const bar = barToDecide(person, request, { revision, verb });
    const isAgain = request?.state === state && request.revision === revision;
    if (bar?.code === "request-decided" && isAgain) return ok({ id, state });
    if (!person || !request || bar) return refuse(bar ?? { code: "not-found" });
    const decision = { id: ctx.ids.next(), requestId: id, revision, words, personId: person.userId };
    await insertDecision(tx, shopId, { ...decision, verb });
    await insertAuditEvent(tx, shopId, {
      id: ctx.ids.next(),
      kind: event,
      subjectId: id,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { revision, requester: request.requester },
    });
    return ok({ id, state });
  });
}
