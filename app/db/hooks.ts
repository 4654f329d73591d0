import type { HookEvent } from "#app/domain/hook/event.ts";
import type { SealedSecret } from "#app/ports/hook-post.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type HookRow = {
  id: string;
  url: string;
  state: "working" | "ended";
  keyId: string | null;
  secret: Uint8Array | null;
  formerKeyId: string | null;
  formerSecret: Uint8Array | null;
  failures: number;
  leaseHolder: string | null;
  /** What is left of them on the database's clock; 0 when they are over. */
  leaseMs: number;
  restMs: number;
};

/**
 * Held until the hook is there: whatever is booked meanwhile holds the same row and is over by then, and
 * what comes after finds the hook.
 */
export async function lockForNewHook(tx: Tx, shopId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM shop WHERE id = ${shopId}::uuid FOR NO KEY UPDATE`;
}

export async function countWorkingHooks(tx: Tx): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM hook WHERE state = 'working'`;
  return rows[0]?.count ?? 0;
}

/** False when the id is taken already. */
export async function insertHook(
  tx: Tx,
  shopId: string,
  hook: {
    id: string;
    label: string;
    url: string;
    events: readonly HookEvent[];
    sealed: SealedSecret;
    createdBy: string;
  },
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO hook (shop_id, id, label, url, events, key_id, secret, created_by)
    VALUES (${shopId}::uuid, ${hook.id}::uuid, ${hook.label}, ${hook.url}, ${[...hook.events]}::text[],
            ${hook.sealed.keyId}, ${hook.sealed.secret}, ${hook.createdBy})
    ON CONFLICT (shop_id, id) DO NOTHING`;
  return inserted === 1;
}

/** Whoever sends to it, changes or ends it comes one after the other. */
export async function lockHook(tx: Tx, hookId: string): Promise<HookRow | null> {
  const rows = await tx.$queryRaw<HookRow[]>`
    SELECT id, url, state, key_id AS "keyId", secret, failures, lease_holder AS "leaseHolder",
           CASE WHEN former_until > clock_timestamp() THEN former_key_id END AS "formerKeyId",
           CASE WHEN former_until > clock_timestamp() THEN former_secret END AS "formerSecret",
           greatest(0, 1000 * coalesce(extract(epoch FROM lease_until - clock_timestamp()), 0))::float8
             AS "leaseMs",
           greatest(0, 1000 * coalesce(extract(epoch FROM rest_until - clock_timestamp()), 0))::float8
             AS "restMs"
      FROM hook WHERE id = ${hookId}::uuid FOR NO KEY UPDATE`;
  return rows[0] ?? null;
}

export async function markHookLeased(
  tx: Tx,
  lease: { hookId: string; holder: string; leaseMs: number },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE hook SET lease_holder = ${lease.holder}::uuid,
           lease_until = clock_timestamp() + ${lease.leaseMs} * interval '1 millisecond'
     WHERE id = ${lease.hookId}::uuid`;
}

export async function markHookFree(tx: Tx, hookId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE hook SET lease_holder = NULL, lease_until = NULL WHERE id = ${hookId}::uuid AND state = 'working'`;
}

export async function markHookHeard(tx: Tx, hookId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE hook SET failures = 0, failing_since = NULL, rest_until = NULL
     WHERE id = ${hookId}::uuid AND state = 'working' AND failures > 0`;
}

export async function markHookFailing(
  tx: Tx,
  { hookId, failures, restMs }: { hookId: string; failures: number; restMs: number },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE hook SET failures = ${failures}, failing_since = coalesce(failing_since, clock_timestamp()),
           rest_until = clock_timestamp() + ${restMs} * interval '1 millisecond'
     WHERE id = ${hookId}::uuid AND state = 'working'`;
}

/** A person says that the receiver is well again: nobody waits for the end of its rest. */
export async function markHookRested(tx: Tx, hookId: string): Promise<void> {
  await tx.$executeRaw`UPDATE hook SET rest_until = NULL WHERE id = ${hookId}::uuid`;
}

/** The secret until now signs beside the new one for a while, and the one before it no more. */
export async function markSecretChanged(
  tx: Tx,
  { hookId, sealed, overlapMs }: { hookId: string; sealed: SealedSecret; overlapMs: number },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE hook SET former_key_id = key_id, former_secret = secret,
           former_until = clock_timestamp() + ${overlapMs} * interval '1 millisecond',
           key_id = ${sealed.keyId}, secret = ${sealed.secret}
     WHERE id = ${hookId}::uuid`;
}

/** Nothing but the key changes. A former secret that is over, or that no key opens, signs no more. */
export async function markHookResealed(
  tx: Tx,
  hookId: string,
  { current, former }: { current: SealedSecret; former: SealedSecret | null },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE hook SET key_id = ${current.keyId}, secret = ${current.secret},
           former_key_id = ${former?.keyId ?? null}, former_secret = ${former?.secret ?? null},
           former_until = CASE WHEN ${former !== null} THEN former_until END
     WHERE id = ${hookId}::uuid AND state = 'working'`;
}

/** Nothing that could sign is kept, and nothing waits for it any more. */
export async function markHookEnded(tx: Tx, hookId: string, endedBy: string | null): Promise<void> {
  await tx.$executeRaw`
    UPDATE hook_delivery SET state = 'dropped', settled_at = clock_timestamp()
     WHERE hook_id = ${hookId}::uuid AND state IN ('waiting', 'parked')`;
  await tx.$executeRaw`
    UPDATE hook SET state = 'ended', ended_at = clock_timestamp(), ended_by = ${endedBy}, key_id = NULL,
           secret = NULL, former_key_id = NULL, former_secret = NULL, former_until = NULL, lease_until = NULL,
           lease_holder = NULL
     WHERE id = ${hookId}::uuid`;
}
