import { insertAuditEvent } from "#app/db/audit-events.ts";
import {
  inShop,
  inShopTransaction,
  isCheckViolation,
  isUniqueViolation,
  type Tx,
} from "#app/db/in-shop-transaction.ts";
import { takeLinkUse } from "#app/db/report-links.ts";
import { findRequest, insertRequest, insertRevision, type NewRequestLine } from "#app/db/requests.ts";
import type { ReportCommand } from "#app/domain/approval/link-command.ts";
import { requesterOfLink } from "#app/domain/approval/request.ts";
import { dayIn } from "#app/domain/dates.ts";
import type { Reason } from "#app/domain/reason/reason.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";
import { fingerprintOf } from "../write-off/fingerprint.ts";
import type { ReportGuest } from "./enter-report.ts";

class Over extends Error {}

/**
 * Whoever holds a link reports what it names, and never more than a request comes of it. Nothing is said of
 * the shelf: what is there and what it costs is looked at when somebody of the store decides.
 */
export async function takeReport(
  ctx: ShopContext,
  guest: ReportGuest,
  command: ReportCommand,
): Promise<Result<{ id: string }>> {
  const { id, note } = command;
  const reason = guest.reasons.find((one) => one.id === command.reasonId);
  if (!reason)
    return refuse({ code: "unknown-reason", at: ["reasonId"], facts: { reason: command.reasonId } });
  if (reason.needsNote && note === "")
    return refuse({ code: "note-needed", at: ["note"], facts: { reason: reason.label } });
  const names = new Map(guest.items.map((item) => [item.itemId, item]));
  const stranger = command.lines.findIndex(({ itemId }) => !names.has(itemId));
  if (stranger >= 0) return refuse({ code: "bad-field", at: ["lines", stranger] });

  const fingerprint = fingerprintOf(command);
  try {
    await inShopTransaction(ctx.database, ctx.shopId, (tx) =>
      write(ctx, tx, guest, { command, reason, fingerprint }),
    );
    return ok({ id });
  } catch (error) {
    if (error instanceof Over || isCheckViolation(error)) return refuse({ code: "link-over" });
    if (!isUniqueViolation(error)) throw error;
    const known = await inShop(ctx.database, ctx.shopId, (tx) => findRequest(tx, id));
    const isSame = known?.linkId === guest.link.id && known.fingerprint === fingerprint;
    return isSame ? ok({ id }) : refuse({ code: "id-taken", at: ["id"] });
  }
}

type Report = { command: ReportCommand; reason: Reason; fingerprint: string };

async function write(ctx: ShopContext, tx: Tx, guest: ReportGuest, report: Report): Promise<void> {
  const { shopId } = ctx;
  const { link } = guest;
  const { command, fingerprint } = report;
  const requester = requesterOfLink(link.id);
  const lines = linesOf(guest, report);
  const { id, note, reporter } = command;
  // A second sending of the same report fails here, before it would use the link up.
  await insertRequest(tx, shopId, {
    ...{ id, requester, reporter, kind: "write-off", reversesId: null, linkId: link.id },
  });
  if (!(await takeLinkUse(tx, shopId, link.id))) throw new Over();
  const eventDate = dayIn(ctx.shop.timeZone || "UTC", ctx.clock.now());
  const { reasonId } = command;
  await insertRevision(tx, shopId, {
    ...{
      requestId: id,
      revision: 1,
      fingerprint,
      eventDate,
      note,
      madeBy: requester,
      valueMinor: null,
      lines,
    },
    command: {
      ...{ id, eventDate, note },
      lines: lines.map(({ itemId, locationId, quantity }) => ({
        itemId,
        locationId,
        quantity,
        reasonId,
        note,
      })),
    },
    reasons: [{ code: "by-link", facts: { label: link.label } }],
    currency: ctx.shop.currency,
    units: lines.reduce((sum, line) => sum + line.quantity, 0),
  });
  await insertAuditEvent(tx, shopId, {
    id: ctx.ids.next(),
    kind: "request-made",
    subjectId: id,
    personId: null,
    at: ctx.clock.now().toISOString(),
    facts: {
      ...{ revision: 1, kind: "write-off", reverses: null, eventDate, fingerprint, reasons: ["by-link"] },
      ...{ link: link.id, lines: lines.length, locations: [link.locationId] },
      units: lines.reduce((sum, line) => sum + line.quantity, 0),
    },
  });
}

function linesOf(guest: ReportGuest, { command, reason }: Report): NewRequestLine[] {
  const names = new Map(guest.items.map((item) => [item.itemId, item]));
  return command.lines.map(({ itemId, quantity }, position) => ({
    ...{ position, itemId, quantity, locationId: guest.link.locationId, reasonId: reason.id },
    title: names.get(itemId)?.title ?? "",
    variantTitle: names.get(itemId)?.variantTitle ?? "",
    sku: names.get(itemId)?.sku ?? "",
    imageUrl: names.get(itemId)?.imageUrl ?? null,
    locationName: guest.link.locationName,
    takenFrom: "available" as const,
    reasonLabel: reason.label,
    ...{ disposal: null, note: command.note, before: null, after: null, valueMinor: null },
  }));
}
