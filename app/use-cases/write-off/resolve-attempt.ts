import { findUnknownAttempt, insertResolution } from "#app/db/attempts.ts";
import { insertAuditEvent } from "#app/db/audit-events.ts";
import { lockDocument } from "#app/db/documents.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { insertCarryOutJob } from "#app/db/jobs.ts";
import { findLocation } from "#app/db/mirrors.ts";
import { barOf, isPlacedAt } from "#app/domain/approval/role.ts";
import type { AuditEvent } from "#app/domain/audit/event.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { keyOfPlace } from "#app/domain/write-off/stock.ts";
import { happenedPlaces, type ResolutionCommand } from "#app/domain/write-off/task-commands.ts";
import type { ShopContext } from "../shop-context.ts";
import { settleIn } from "./settle-adjustment.ts";

/**
 * A person looked and says what nobody could prove: of all of it, or change by change. Their word is kept
 * beside the attempt, which stays as it was.
 */
export async function resolveAttempt(
  ctx: ShopContext,
  command: ResolutionCommand,
): Promise<Result<{ documentId: string }>> {
  const { person } = ctx;
  const bar = barOf(person, "write-off");
  if (!person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ documentId: string }>> => {
    if (!(await lockDocument(tx, command.documentId))) return refuse({ code: "not-found" });
    const attempt = await findUnknownAttempt(tx, command.documentId, command.attemptId);
    if (!attempt) return refuse({ code: "not-found" });
    if (attempt.resolved) return refuse({ code: "already-resolved" });
    const away = attempt.body.changes.find(({ locationId }) => !isPlacedAt(person, locationId));
    if (away) {
      const location = (await findLocation(tx, away.locationId))?.name ?? "";
      return refuse({ code: "not-your-location", facts: { location } });
    }
    const places = happenedPlaces(command, attempt.body);
    if (!places) return refuse({ code: "bad-field", at: ["changes"] });
    const { happened, note = "", changes = null } = command;
    const resolution = { attemptId: attempt.id, happened, changes, note, personId: person.userId };
    await insertResolution(tx, ctx.shopId, resolution);
    const event: AuditEvent = {
      id: ctx.ids.next(),
      kind: "attempt-resolved",
      subjectId: command.documentId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { attemptId: attempt.id, happened, ...(changes && { changes }) },
    };
    await settleIn(ctx, tx, {
      documentId: command.documentId,
      adjustmentId: attempt.adjustmentId,
      attempt: null,
      body: attempt.body,
      fateAt: (place) =>
        places.has(keyOfPlace(place))
          ? { fate: "applied", refusal: null }
          : { fate: "refused", refusal: { code: "did-not-happen" } },
      vendorClock: null,
      holder: null,
      resolvedBy: person.userId,
    });
    // Written after what it explains: the audit trail is the last of the locks, or two acts could wait in a
    // circle.
    await insertAuditEvent(tx, ctx.shopId, event);
    // Other adjustments of the document may still wait for their turn.
    await insertCarryOutJob(tx, command.documentId, 0);
    return ok({ documentId: command.documentId });
  });
}
