import { timingSafeEqual } from "node:crypto";
import { findFeedToken, findFeedTokenPlace, takeFeedTurn } from "#app/db/feed-tokens.ts";
import { type Database, inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import { findShop } from "#app/db/shops.ts";
import { isFeedToken } from "#app/domain/feed/feed-token.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { hashOfToken } from "./make-feed-token.ts";

export type FeedGuest = { shopId: string; tokenId: string; scopes: string[] };

/**
 * Lets in whoever shows a working token. What was never given out is told apart by its own check and costs
 * the database nothing; what is wrong with a token that was, is told only to who holds it.
 */
export async function enterFeed(
  database: Database,
  authorization: string | null,
): Promise<Result<FeedGuest>> {
  const token = /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1];
  if (!token) return refuse({ code: "no-feed-token" });
  if (!isFeedToken(token)) return refuse({ code: "bad-feed-token" });
  const hash = hashOfToken(token);
  const place = await findFeedTokenPlace(database, hash);
  if (!place) return refuse({ code: "bad-feed-token" });
  return inShop(database, place.shopId, (tx) => enter(tx, place, hash));
}

async function enter(
  tx: Tx,
  { shopId, tokenId }: { shopId: string; tokenId: string },
  hash: Buffer,
): Promise<Result<FeedGuest>> {
  const token = await findFeedToken(tx, shopId, tokenId);
  const shop = await findShop(tx, shopId);
  if (!token || !shop || !timingSafeEqual(token.secretHash, hash)) return refuse({ code: "bad-feed-token" });
  if (shop.uninstalledAt) return refuse({ code: "uninstalled" });
  if (token.revoked) return refuse({ code: "feed-token-revoked" });
  if (token.expired) return refuse({ code: "feed-token-expired" });
  if (token.turns < 1 || !(await takeFeedTurn(tx, shopId, tokenId))) {
    const seconds = Math.max(1, Math.ceil((1 - token.turns) / limits.feedTurnsPerSecond));
    return refuse({ code: "too-many-requests", facts: { seconds } });
  }
  return ok({ shopId, tokenId, scopes: token.scopes });
}
