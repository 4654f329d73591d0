import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest, feedParts } from "#app/context.server.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { ok, refuse } from "#app/domain/result.ts";
import { answerPage } from "#app/http/respond.ts";
import { auditFacts } from "#app/queries/audit-facts.ts";
import { auditStream } from "#app/queries/audit-stream.ts";
import { linesOf } from "#app/queries/feed-stream.ts";
import { sealAudit } from "#app/use-cases/audit/seal-audit.ts";
import { verifyAudit } from "#app/use-cases/audit/verify-audit.ts";

export { answered as clientAction } from "#app/components/answered.ts";

/** Reads every event there is and computes every hash anew. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const bar = barOf(ctx.person, "audit");
    if (bar) return refuse(bar);
    await sealAudit(ctx);
    const { head } = await auditFacts(ctx);
    const last = head ?? { sequence: 0, hash: "" };
    const { shopId } = ctx;
    const span = { shopId, timeZone: ctx.shop.timeZone, through: last.sequence };
    const stream = await auditStream(feedParts.streams, span, true);
    if (!stream) return refuse({ code: "streams-busy", facts: { seconds: 10 } });
    return ok(await verifyAudit(ctx, { lines: linesOf(stream), head: last }));
  });
}
