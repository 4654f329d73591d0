import { limits } from "#app/domain/limits.ts";
import { Prisma } from "./generated/client.ts";
import type { Database, Tx } from "./in-shop-transaction.ts";

export type FeedTokenRow = {
  id: string;
  secretHash: Buffer;
  scopes: string[];
  expired: boolean;
  revoked: boolean;
  /** What is left of this minute's turns, on the database's clock. */
  turns: number;
};

/** The bucket as it stands by now; a token that was never used has it full. */
const turnsNow = Prisma.sql`
  least(${limits.feedTurnsMax}::float8, coalesce(turns, ${limits.feedTurnsMax}::float8)
    + coalesce(extract(epoch FROM clock_timestamp() - turns_at), 0)::float8
      * ${limits.feedTurnsPerSecond}::float8)`;

/** Before anybody knows the shop; like a shop's domain, the hash of a secret tells its id and no more. */
export async function findFeedTokenPlace(
  database: Database,
  hash: Buffer,
): Promise<{ shopId: string; tokenId: string } | null> {
  const [row] = await database.$queryRaw<{ shopId: string | null; tokenId: string | null }[]>`
    SELECT shop_id AS "shopId", token_id AS "tokenId" FROM feed_token_of(${hash})`;
  return row?.shopId && row.tokenId ? { shopId: row.shopId, tokenId: row.tokenId } : null;
}

export async function findFeedToken(tx: Tx, shopId: string, id: string): Promise<FeedTokenRow | null> {
  const rows = await tx.$queryRaw<FeedTokenRow[]>`
    SELECT id, secret_hash AS "secretHash", scopes, expires_at <= clock_timestamp() AS expired,
           revoked_at IS NOT NULL AS revoked,
           ${turnsNow} AS turns
      FROM feed_token WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** A turn a request, for all processes together. False when another took the last one meanwhile. */
export async function takeFeedTurn(tx: Tx, shopId: string, id: string): Promise<boolean> {
  const taken = await tx.$executeRaw`
    UPDATE feed_token t
       SET turns = h.turns - 1, turns_at = clock_timestamp(), last_used_at = clock_timestamp()
      FROM (SELECT shop_id, id, ${turnsNow} AS turns
              FROM feed_token WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid FOR UPDATE) h
     WHERE t.shop_id = h.shop_id AND t.id = h.id AND h.turns >= 1`;
  return taken === 1;
}

/** False when the id is taken already. */
export async function insertFeedToken(
  tx: Tx,
  shopId: string,
  token: { id: string; label: string; secretHash: Buffer; scopes: string[]; createdBy: string; days: number },
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO feed_token (shop_id, id, label, secret_hash, scopes, created_by, expires_at)
    VALUES (${shopId}::uuid, ${token.id}::uuid, ${token.label}, ${token.secretHash}, ${token.scopes}::text[],
            ${token.createdBy}, now() + make_interval(days => ${token.days}::int))
    ON CONFLICT (shop_id, id) DO NOTHING`;
  return inserted === 1;
}

export async function countWorkingFeedTokens(tx: Tx, shopId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM feed_token
     WHERE shop_id = ${shopId}::uuid AND revoked_at IS NULL AND expires_at > clock_timestamp()`;
  return rows[0]?.count ?? 0;
}

/** "again" when somebody has revoked it before: then theirs counts. */
export async function markFeedTokenRevoked(
  tx: Tx,
  shopId: string,
  token: { id: string; revokedBy: string },
): Promise<"revoked" | "again" | "unknown"> {
  const revoked = await tx.$executeRaw`
    UPDATE feed_token SET revoked_at = clock_timestamp(), revoked_by = ${token.revokedBy}
     WHERE shop_id = ${shopId}::uuid AND id = ${token.id}::uuid AND revoked_at IS NULL`;
  if (revoked === 1) return "revoked";
  return (await findFeedToken(tx, shopId, token.id)) ? "again" : "unknown";
}
