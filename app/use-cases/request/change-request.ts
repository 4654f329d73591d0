import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { findRequest, insertRevision, lockRequest, type RequestHead } from "#app/db/requests.ts";
import { isOpen } from "#app/domain/approval/request.ts";
import type { ChangeCommand } from "#app/domain/approval/request-command.ts";
import { barOf } from "#app/domain/approval/role.ts";
import type { SecondReason } from "#app/domain/approval/rule.ts";
import type { Problem } from "#app/domain/problem.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { PersonContext, ShopContext } from "../shop-context.ts";
import { fingerprintOf } from "../write-off/fingerprint.ts";
import { factsOf, revisionOf } from "./make-request.ts";
import { planAway } from "./plan-asked.ts";
import { secondReasons } from "./second-person.ts";

/** Another revision takes the place of the one before; whatever was said about that one is over. */
export async function changeRequest(
  ctx: ShopContext,
  { revision, command }: ChangeCommand,
): Promise<Result<{ id: string; revision: number }>> {
  const { person } = ctx;
  const { id } = command;
  const fingerprint = fingerprintOf(command);
  const known = await inShop(ctx.database, ctx.shopId, (tx) => findRequest(tx, id));
  if (isSameAgain(person, known, { revision, fingerprint })) return ok({ id, revision: revision + 1 });
  const bar = barToChange(person, known, revision);
  if (!person || bar) return refuse(bar ?? { code: "not-found" });

  const planned = await planAway(ctx, ok(command));
  if (!planned.ok) return planned;
  const { plan, laidDown, command: frozen } = planned.value;
  const found = secondReasons(ctx, person, plan, laidDown);
  // It was asked for, so it stays asked for, also where it has become small enough.
  const reasons: SecondReason[] = found.length > 0 ? found : [{ code: "edited", facts: {} }];
  const asked = { plan, command: frozen, fingerprint, reasons };
  const next = revision + 1;
  return inShopTransaction(
    ctx.database,
    ctx.shopId,
    async (tx): Promise<Result<{ id: string; revision: number }>> => {
      const now = barToChange(person, await lockRequest(tx, id), revision);
      if (now) return refuse(now);
      await insertRevision(tx, ctx.shopId, revisionOf(asked, { revision: next, madeBy: person.userId }));
      await insertAuditEvent(tx, ctx.shopId, {
        id: ctx.ids.next(),
        kind: "request-changed",
        subjectId: id,
        personId: person.userId,
        at: ctx.clock.now().toISOString(),
        facts: factsOf(asked, next),
      });
      return ok({ id, revision: next });
    },
  );
}

function barToChange(
  person: PersonContext | null,
  request: RequestHead | null,
  revision: number,
): Problem | null {
  if (!person || request?.requester !== person.userId || request.kind !== "write-off")
    return { code: "not-found" };
  const bar = barOf(person, "request");
  if (bar) return bar;
  if (!isOpen(request.state)) return { code: "request-decided", facts: { state: request.state } };
  if (request.revision !== revision)
    return { code: "request-moved-on", facts: { revision: request.revision } };
  return null;
}

function isSameAgain(
  person: PersonContext | null,
  request: RequestHead | null,
  sent: { revision: number; fingerprint: string },
): boolean {
  return (
    request !== null &&
    request.requester === person?.userId &&
    request.revision === sent.revision + 1 &&
    request.fingerprint === sent.fingerprint
  );
}
