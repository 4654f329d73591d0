import { lockAdjustment } from "#app/db/adjustments.ts";
import { insertAttempt } from "#app/db/attempts.ts";
import { type LineToBind, listLinesToBind } from "#app/db/document-lines.ts";
import { type DocumentHead, lockDocument } from "#app/db/documents.ts";
import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { markLevelsUnknown } from "#app/db/mirrors.ts";
import { findPlanningSettings } from "#app/db/shop-settings.ts";
import { type Body, bodyOf } from "#app/domain/adjustment/body.ts";
import { checkAgain } from "#app/domain/adjustment/check-again.ts";
import { directionOf } from "#app/domain/write-off/kind.ts";
import { keyOfPlace } from "#app/domain/write-off/stock.ts";
import type { ShopContext } from "../shop-context.ts";
import type { Step } from "./drive-adjustment.ts";
import { type GatheredShelf, gatherShelf } from "./gather-shelf.ts";
import type { Held } from "./held.ts";
import { refuseLines } from "./refuse-lines.ts";

/** Reads the shelf now, checks the lines once more, and freezes a body for those that still can go. */
export async function makeAttempt(ctx: ShopContext, document: DocumentHead, held: Held): Promise<Step> {
  const { lines, settings } = await inShop(ctx.database, ctx.shopId, async (tx) => ({
    lines: await listLinesToBind(tx, held.adjustment.id),
    settings: await findPlanningSettings(tx),
  }));
  // A process that stood still for longer than its lease finds that another has settled everything.
  if (lines.length === 0) return { kind: "lost" };
  const direction = directionOf(document.kind) === 1 ? 1 : -1;
  const check = (stock: GatheredShelf) => checkAgain(lines, stock, direction, settings.policy);
  const { stock, checked } = await lookTwice(ctx, lines, check);
  if (checked.refused.length > 0) {
    const left = await refuseLines(ctx, document.id, held, checked.refused);
    if (left === null) return { kind: "lost" };
    if (left === 0) return { kind: "ended", more: true };
  }
  const attemptId = ctx.ids.next();
  const { shopifyReason, takenFrom } = held.adjustment;
  const body = bodyOf(
    { documentId: document.id, attemptId, shopifyReason, takenFrom },
    checked.good.map((line) => ({ ...line, direction })),
    stock.levels,
  );
  return bind(ctx, document, held, { attemptId, body, vendorClock: stock.vendorClock });
}

/** Nothing is refused by hearsay: what the mirror would refuse is read, and checked again. */
async function lookTwice<T extends { refused: { line: LineToBind }[] }>(
  ctx: ShopContext,
  lines: LineToBind[],
  check: (stock: GatheredShelf) => T,
): Promise<{ stock: GatheredShelf; checked: T }> {
  const stock = await gatherShelf(ctx, lines);
  const checked = check(stock);
  const believed = new Set(stock.believed.map(keyOfPlace));
  const hearsay = checked.refused.map(({ line }) => line).filter((line) => believed.has(keyOfPlace(line)));
  if (hearsay.length === 0) return { stock, checked };
  await inShopTransaction(ctx.database, ctx.shopId, (tx) => markLevelsUnknown(tx, hearsay));
  const again = await gatherShelf(ctx, lines);
  return { stock: again, checked: check(again) };
}

async function bind(
  ctx: ShopContext,
  document: DocumentHead,
  held: Held,
  made: { attemptId: string; body: Body; vendorClock: Date },
): Promise<Step> {
  const ours = await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    await lockDocument(tx, document.id);
    const adjustment = await lockAdjustment(tx, held.adjustment.id);
    if (adjustment?.state !== "waiting" || adjustment.leaseHolder !== held.holder) return false;
    const { attemptId: id, body, vendorClock } = made;
    await insertAttempt(tx, ctx.shopId, { id, adjustmentId: held.adjustment.id, body, vendorClock });
    return true;
  });
  if (!ours) return { kind: "lost" };
  const fresh = {
    ordinal: 0,
    state: "made",
    sends: 0,
    openSends: 0,
    proofNeeded: false,
    ageMs: 0,
    sinceLastSendMs: 0,
  };
  const attempt = {
    ...fresh,
    state: "made" as const,
    id: made.attemptId,
    body: made.body,
    vendorClock: made.vendorClock,
  };
  return { kind: "go-on", held: { ...held, attempt } };
}
