import { type HookRow, lockHook } from "#app/db/hooks.ts";
import type { Tx } from "#app/db/in-shop-transaction.ts";
import { insertJob } from "#app/db/jobs.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { SealedSecret } from "#app/ports/hook-post.ts";

/** For whoever wants to do something with it; what is over cannot be changed. */
export async function lockWorkingHook(tx: Tx, hookId: string): Promise<Result<HookRow>> {
  const hook = await lockHook(tx, hookId);
  if (!hook) return refuse({ code: "not-found" });
  return hook.state === "working" ? ok(hook) : refuse({ code: "hook-over" });
}

/** All that sign now: the current one first and, for a while after a change, the one before. */
export function secretsOf({ keyId, secret, formerKeyId, formerSecret }: HookRow): SealedSecret[] {
  return [
    ...(keyId && secret ? [{ keyId, secret }] : []),
    ...(formerKeyId && formerSecret ? [{ keyId: formerKeyId, secret: formerSecret }] : []),
  ];
}

/** The hook's own job, beside those that came with what was queued. Added while its row is held. */
export async function insertHookJob(tx: Tx, hookId: string, delayMs: number): Promise<void> {
  await insertJob(tx, {
    task: "deliver-hooks",
    payload: { hookId },
    key: `deliver-hooks:${hookId}`,
    delayMs: Math.max(0, delayMs),
    whenPending: "replace",
  });
}
