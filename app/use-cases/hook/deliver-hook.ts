import {
  claimHookDeliveries,
  type DueHookDelivery,
  findHookRecord,
  findNextHookDue,
  markHookDelivered,
  markHookDeliveryFailed,
  parkHookDeliveries,
} from "#app/db/hook-deliveries.ts";
import {
  type HookRow,
  lockHook,
  markHookEnded,
  markHookFailing,
  markHookFree,
  markHookHeard,
  markHookLeased,
} from "#app/db/hooks.ts";
import { inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { hookBodyOf } from "#app/domain/hook/event.ts";
import { planRetry, restOf } from "#app/domain/hook/retry.ts";
import { limits } from "#app/domain/limits.ts";
import type { HookAnswer, HookMessage } from "#app/ports/hook-post.ts";
import { noteAct } from "../audit/note-act.ts";
import type { ShopContext } from "../shop-context.ts";
import { isInstalled } from "../write-off/is-installed.ts";
import { insertHookJob, secretsOf } from "./hook-of.ts";

type Lease = { hookId: string; holder: string };
type Told = { delivery: DueHookDelivery; message: HookMessage };
type Heard = Told & { answer: HookAnswer };

/**
 * Tells a hook what is due, a few at a time, as long as it takes some of it. One process at a time: the lease
 * is on the hook, and it outlives every call. Whatever is left has a job when this ends.
 */
export async function deliverHook(ctx: ShopContext, hookId: string): Promise<void> {
  if (!(await isInstalled(ctx))) return;
  const lease = { hookId, holder: ctx.ids.next() };
  const until = ctx.clock.now().getTime() + limits.hookRunMs;
  let claim = await claimSome(ctx, lease);
  if (claim === "not-ours") return;
  try {
    while (claim !== "not-ours" && claim.length > 0) {
      const heard = await Promise.all(
        claim.map(async (told) => ({ ...told, answer: await ctx.hooks.post(told.message) })),
      );
      const goesOn = await settle(ctx, lease, heard);
      if (!goesOn || ctx.clock.now().getTime() >= until) return;
      claim = await claimSome(ctx, lease);
    }
  } finally {
    await leave(ctx, lease);
  }
}

/** Who finds another at work comes again when that one must have ended, in case it never does. */
async function claimSome(ctx: ShopContext, lease: Lease): Promise<Told[] | "not-ours"> {
  const { hookId, holder } = lease;
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const hook = await lockHook(tx, hookId);
    if (!hook || hook.state === "ended") return "not-ours";
    const isAnothers = hook.leaseHolder !== null && hook.leaseHolder !== holder && hook.leaseMs > 0;
    const waitMs = isAnothers ? hook.leaseMs : hook.restMs;
    if (waitMs > 0) {
      await insertHookJob(tx, hookId, waitMs);
      return isAnothers || hook.leaseHolder !== holder ? "not-ours" : [];
    }
    const leaseMs = limits.hookLeaseMs;
    await markHookLeased(tx, { hookId, holder, leaseMs });
    // One that has failed again and again is asked with one delivery and not with four.
    const most = hook.failures >= limits.hookFailuresMax ? 1 : limits.hookPostsAtOnce;
    const due = await claimHookDeliveries(tx, { hookId, most, leaseMs });
    return Promise.all(due.map((delivery) => toldOf(ctx, tx, hook, delivery)));
  });
}

async function toldOf(ctx: ShopContext, tx: Tx, hook: HookRow, delivery: DueHookDelivery): Promise<Told> {
  const { id, event, queuedAt } = delivery;
  const record = await findHookRecord(tx, delivery);
  const body = hookBodyOf({ id, event, shop: ctx.domain, queuedAt: queuedAt.toISOString(), record });
  return {
    delivery,
    message: { hookId: hook.id, url: hook.url, deliveryId: id, body, secrets: secretsOf(hook) },
  };
}

/** What was answered is kept whoever holds the lease by now. Answers whether it is worth going on. */
async function settle(ctx: ShopContext, { hookId }: Lease, heard: Heard[]): Promise<boolean> {
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const hook = await lockHook(tx, hookId);
    if (hook?.state !== "working") return false;
    for (const one of heard) await settleOne(tx, one);
    if (heard.some(({ answer }) => answer.kind === "failed" && answer.trouble === "gone")) {
      await markHookEnded(tx, hookId, null);
      await noteAct(ctx, tx, { kind: "hook-ended", subjectId: hookId, facts: { why: "gone" } });
      return false;
    }
    if (heard.some(({ answer }) => answer.kind === "taken")) {
      await markHookHeard(tx, hookId);
      return true;
    }
    const failures = hook.failures + 1;
    await markHookFailing(tx, { hookId, failures, restMs: restOf(failures) });
    await parkHookDeliveries(tx, hookId, limits.hookPatienceMs);
    return false;
  });
}

async function settleOne(tx: Tx, { delivery, answer }: Heard): Promise<void> {
  if (answer.kind === "taken") return markHookDelivered(tx, delivery.id, answer.status);
  const { trouble, status, words, askedMs } = answer;
  const { id, tries, sinceQueuedMs } = delivery;
  const retry = planRetry({ tries, sinceQueuedMs, askedMs, chance: Math.random() });
  const delayMs = retry.kind === "again" ? retry.delayMs : null;
  await markHookDeliveryFailed(tx, { id, trouble, status, words, delayMs });
}

/** Under the hook's row, so that whoever found us here has our job to rely on. */
async function leave(ctx: ShopContext, { hookId, holder }: Lease): Promise<void> {
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const hook = await lockHook(tx, hookId);
    if (hook?.state !== "working" || hook.leaseHolder !== holder) return;
    await markHookFree(tx, hookId);
    const dueMs = await findNextHookDue(tx, hookId);
    if (dueMs !== null) await insertHookJob(tx, hookId, Math.max(dueMs, hook.restMs));
  });
}
