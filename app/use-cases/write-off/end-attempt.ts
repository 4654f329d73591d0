import { lockAdjustment } from "#app/db/adjustments.ts";
import { markFinished, type OpenAttempt } from "#app/db/attempts.ts";
import type { DocumentHead } from "#app/db/documents.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { ShopContext } from "../shop-context.ts";
import type { Step } from "./drive-adjustment.ts";
import type { Held } from "./held.ts";
import { settleAdjustment } from "./settle-adjustment.ts";

/** Nobody can know: it becomes a task for a person, with everything that was sent. */
export async function endUnknown(
  ctx: ShopContext,
  document: DocumentHead,
  held: Held,
  answer: unknown = null,
): Promise<Step> {
  const { attempt, adjustment } = held;
  const settled = await settleAdjustment(ctx, {
    documentId: document.id,
    adjustmentId: adjustment.id,
    attempt: attempt && { id: attempt.id, state: "unknown", groupId: null, answer, proof: "none" },
    body: attempt?.body ?? null,
    fateAt: () => ({ fate: "unknown", refusal: null }),
    vendorClock: null,
    holder: held.holder,
    resolvedBy: null,
  });
  return settled ? { kind: "ended", more: settled === "working" } : { kind: "lost" };
}

/** No send can have had an effect: the lines are refused and the shelf is as it was. */
export async function endUnsent(
  ctx: ShopContext,
  document: DocumentHead,
  held: Held,
  problem: Problem,
  answer: unknown = null,
): Promise<Step> {
  const { attempt, adjustment } = held;
  const settled = await settleAdjustment(ctx, {
    documentId: document.id,
    adjustmentId: adjustment.id,
    attempt: attempt && { id: attempt.id, state: "refused", groupId: null, answer, proof: "answer" },
    body: null,
    fateAt: () => ({ fate: "refused", refusal: problem }),
    vendorClock: null,
    holder: held.holder,
    resolvedBy: null,
  });
  return settled ? { kind: "ended", more: settled === "working" } : { kind: "lost" };
}

/** After an uninstall nothing may be sent and nothing can be read. */
export function endUninstalled(ctx: ShopContext, document: DocumentHead, held: Held): Promise<Step> {
  if (held.attempt?.openSends) return endUnknown(ctx, document, held);
  return endUnsent(ctx, document, held, { code: "uninstalled" });
}

/** The levels prove that it did nothing: a successor may be made. */
export async function endWithoutEffect(ctx: ShopContext, held: Held, attempt: OpenAttempt): Promise<Step> {
  const finished = {
    id: attempt.id,
    state: "refused",
    groupId: null,
    answer: null,
    proof: "levels",
  } as const;
  const ours = await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const adjustment = await lockAdjustment(tx, held.adjustment.id);
    if (adjustment?.state !== "waiting" || adjustment.leaseHolder !== held.holder) return false;
    await markFinished(tx, finished);
    return true;
  });
  return ours ? { kind: "go-on", held: { ...held, attempt: null } } : { kind: "lost" };
}
