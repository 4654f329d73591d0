import type { Pool } from "pg";
import { Prisma } from "./generated/client.ts";
import type { Tx } from "./in-shop-transaction.ts";

/** Tokens are sealed; only the adapter that made the seal opens it. */
export type SessionRow = {
  id: string;
  isOnline: boolean;
  state: string;
  userId: string | null;
  scope: string;
  userScope: string;
  keyId: string;
  accessToken: Uint8Array<ArrayBuffer>;
  refreshToken: Uint8Array<ArrayBuffer> | null;
  expiresAt: Date | null;
  refreshExpiresAt: Date | null;
};

export type SealedTokens = Pick<
  SessionRow,
  "keyId" | "accessToken" | "refreshToken" | "scope" | "expiresAt" | "refreshExpiresAt"
>;

export type SealedPair = Pick<SessionRow, "keyId" | "accessToken" | "refreshToken">;

const columns = Prisma.sql`id, is_online AS "isOnline", state, user_id AS "userId", scope,
  user_scope AS "userScope", key_id AS "keyId", access_token AS "accessToken",
  refresh_token AS "refreshToken", expires_at AS "expiresAt", refresh_expires_at AS "refreshExpiresAt"`;

export async function findSession(tx: Tx, shopId: string, id: string): Promise<SessionRow | null> {
  const rows = await tx.$queryRaw<SessionRow[]>`
    SELECT ${columns} FROM shopify_session WHERE shop_id = ${shopId}::uuid AND id = ${id}`;
  return rows[0] ?? null;
}

export function listSessions(tx: Tx, shopId: string): Promise<SessionRow[]> {
  return tx.$queryRaw<SessionRow[]>`
    SELECT ${columns} FROM shopify_session WHERE shop_id = ${shopId}::uuid ORDER BY id`;
}

/**
 * A session that is stored anew ends any refresh of the one before it: the refresher's answer finds no lease.
 */
export async function insertSession(tx: Tx, shopId: string, session: SessionRow): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO shopify_session (shop_id, id, is_online, state, user_id, scope, user_scope, key_id,
      access_token, refresh_token, expires_at, refresh_expires_at, stored_at)
    VALUES (${shopId}::uuid, ${session.id}, ${session.isOnline}, ${session.state}, ${session.userId},
      ${session.scope}, ${session.userScope}, ${session.keyId}, ${session.accessToken},
      ${session.refreshToken}, ${session.expiresAt}, ${session.refreshExpiresAt}, clock_timestamp())
        ON CONFLICT (shop_id, id) DO UPDATE
       SET is_online = excluded.is_online, state = excluded.state, user_id = excluded.user_id,
           scope = excluded.scope, user_scope = excluded.user_scope, key_id = excluded.key_id,
           access_token = excluded.access_token, refresh_token = excluded.refresh_token,
           expires_at = excluded.expires_at, refresh_expires_at = excluded.refresh_expires_at,
           refresh_lease_until = NULL, stored_at = excluded.stored_at`;
}

export async function deleteSession(tx: Tx, shopId: string, id: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM shopify_session WHERE shop_id = ${shopId}::uuid AND id = ${id}`;
}

/** Uninstalling ends every token; a change of scopes ends what is known of people's rights. */
export async function deleteSessions(tx: Tx, shopId: string, which: "all" | "online"): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM shopify_session WHERE shop_id = ${shopId}::uuid AND (${which === "all"} OR is_online)`;
}

export async function markScope(tx: Tx, shopId: string, scope: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE shopify_session SET scope = ${scope} WHERE shop_id = ${shopId}::uuid AND NOT is_online`;
}

/** The token is dead but what renews it may live: the next reader refreshes it. */
export async function markExpired(tx: Tx, shopId: string, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE shopify_session SET expires_at = 'epoch' WHERE shop_id = ${shopId}::uuid AND id = ${id}`;
}

/**
 * One process refreshes at a time: whoever's update finds no running lease holds it, as soon as it is
 * committed. The lease is its own end as text, to the microsecond, and names its holder.
 */
export async function claimRefresh(
  tx: Tx,
  shopId: string,
  session: { id: string; seenToken: Uint8Array; leaseMs: number },
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ lease: string }[]>`
    UPDATE shopify_session
       SET refresh_lease_until = clock_timestamp() + ${session.leaseMs} * interval '1 millisecond'
     WHERE shop_id = ${shopId}::uuid AND id = ${session.id}
       AND access_token = ${session.seenToken}
       AND (refresh_lease_until IS NULL OR refresh_lease_until < clock_timestamp())
    RETURNING refresh_lease_until::text AS lease`;
  return row?.lease ?? null;
}

/** False when the lease ended or another session was stored meanwhile: then theirs counts. */
export async function markRefreshed(
  tx: Tx,
  shopId: string,
  session: { id: string; lease: string },
  tokens: SealedTokens,
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE shopify_session
       SET key_id = ${tokens.keyId}, access_token = ${tokens.accessToken},
           refresh_token = ${tokens.refreshToken}, scope = ${tokens.scope}, expires_at = ${tokens.expiresAt},
           refresh_expires_at = ${tokens.refreshExpiresAt}, refresh_lease_until = NULL,
           stored_at = clock_timestamp()
     WHERE shop_id = ${shopId}::uuid AND id = ${session.id}
       AND refresh_lease_until = ${session.lease}::timestamptz`;
  return changed === 1;
}

/** The same tokens under another key; a row that got new tokens meanwhile has them under that key already. */
export async function markResealed(
  tx: Tx,
  shopId: string,
  seen: { id: string } & SealedPair,
  tokens: SealedPair,
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE shopify_session
       SET key_id = ${tokens.keyId}, access_token = ${tokens.accessToken},
           refresh_token = ${tokens.refreshToken}
     WHERE shop_id = ${shopId}::uuid AND id = ${seen.id} AND key_id = ${seen.keyId}
       AND access_token = ${seen.accessToken}`;
  return changed === 1;
}

export async function freeRefresh(
  tx: Tx,
  shopId: string,
  session: { id: string; lease: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE shopify_session SET refresh_lease_until = NULL
     WHERE shop_id = ${shopId}::uuid AND id = ${session.id}
       AND refresh_lease_until = ${session.lease}::timestamptz`;
}

/** Runs as the owner: shops whose refresh token would die of silence. */
export async function listIdleShops(
  owner: Pool,
  daysIdle: number,
): Promise<{ id: string; domain: string }[]> {
  const { rows } = await owner.query<{ id: string; domain: string }>(
    `SELECT s.id, s.domain FROM shopify_session t JOIN shop s ON s.id = t.shop_id
      WHERE NOT t.is_online AND t.refresh_token IS NOT NULL AND s.uninstalled_at IS NULL
        AND t.stored_at < clock_timestamp() - make_interval(days => $1)`,
    [daysIdle],
  );
  return rows;
}

/** Runs as the owner: shops that still hold a token under a key other than the current one. */
export async function listShopsUnderOldKeys(owner: Pool, currentKeyId: string): Promise<string[]> {
  const { rows } = await owner.query<{ domain: string }>(
    `SELECT DISTINCT s.domain FROM shopify_session t JOIN shop s ON s.id = t.shop_id WHERE t.key_id <> $1`,
    [currentKeyId],
  );
  return rows.map(({ domain }) => domain);
}
