import { claimAdjustment, hasWaiting, releaseAdjustment } from "#app/db/adjustments.ts";
import { findOpenAttempt } from "#app/db/attempts.ts";
import { type DocumentHead, findDocument } from "#app/db/documents.ts";
import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { insertCarryOutJob } from "#app/db/jobs.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "../shop-context.ts";
import { driveAdjustment } from "./drive-adjustment.ts";
import type { Begun, Held } from "./held.ts";

/**
 * Brings a document's adjustments to an end, one after another, for the web process and the worker alike.
 * What must wait longer than a person would is left to a job; whoever finds an adjustment held by another
 * leaves it.
 */
export async function carryOut(
  ctx: ShopContext,
  documentId: string,
  begun: Begun | null = null,
): Promise<void> {
  const document =
    begun?.document ?? (await inShop(ctx.database, ctx.shopId, (tx) => findDocument(tx, documentId)));
  if (!document) return;
  const patience = ctx.person ? limits.interactiveWaitMs : 0;
  const deadline = ctx.clock.now().getTime() + patience;
  let held = begun?.held ?? (await claimNext(ctx, documentId));
  while (held) {
    const end = await driveToEnd(ctx, document, held, deadline);
    if (end === "all-settled") return;
    if (end !== "settled") return leaveToJob(ctx, documentId, held, end.delayMs);
    held = await claimNext(ctx, documentId);
  }
}

/** How far it came; with a delay when it must wait longer than this process should. */
async function driveToEnd(
  ctx: ShopContext,
  document: DocumentHead,
  held: Held,
  deadline: number,
): Promise<"settled" | "all-settled" | { delayMs: number }> {
  let now: Held = held;
  for (;;) {
    const step = await driveAdjustment(ctx, document, now);
    if (step.kind === "ended") return step.more ? "settled" : "all-settled";
    if (step.kind === "lost") return { delayMs: limits.leaseMs };
    if (step.kind === "go-on") {
      now = step.held;
      continue;
    }
    if (ctx.clock.now().getTime() + step.delayMs > deadline) return { delayMs: step.delayMs };
    await ctx.clock.sleep(step.delayMs);
    now = await reload(ctx, step.held);
  }
}

async function claimNext(ctx: ShopContext, documentId: string): Promise<Held | null> {
  const holder = ctx.ids.next();
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const adjustment = await claimAdjustment(tx, documentId, holder);
    if (adjustment) return { adjustment, holder, attempt: await findOpenAttempt(tx, adjustment.id) };
    // Held by another, who may die: the job that brought us here must not be the last one.
    if (await hasWaiting(tx, documentId)) await insertCarryOutJob(tx, documentId, limits.leaseMs);
    return null;
  });
}

/** Ages are the database's, so they are asked for again after every wait. */
async function reload(ctx: ShopContext, held: Held): Promise<Held> {
  const attempt = await inShop(ctx.database, ctx.shopId, (tx) => findOpenAttempt(tx, held.adjustment.id));
  return { ...held, attempt };
}

/** Somebody else may hold it now: releasing touches only our own lease, and one job is enough for both. */
async function leaveToJob(ctx: ShopContext, documentId: string, held: Held, delayMs: number): Promise<void> {
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    await releaseAdjustment(tx, held.adjustment.id, held.holder);
    await insertCarryOutJob(tx, documentId, delayMs);
  });
}
