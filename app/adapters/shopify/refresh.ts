import { HttpResponseError, type Shopify } from "@shopify/shopify-api";
import { type Database, inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { claimRefresh, findSession, freeRefresh, markRefreshed, type SessionRow } from "#app/db/sessions.ts";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { Clock } from "#app/ports/clock.ts";
import type { Log } from "#app/ports/log.ts";
import type { Cipher } from "../cipher.ts";
import { refreshTokenOf, sealedTokensOf } from "./session-codec.ts";

export type RefreshDeps = { database: Database; api: Shopify; cipher: Cipher; clock: Clock; log: Log };

export type ShopName = { id: string; domain: string };

/**
 * The app's session with enough life left, refreshed by one process while the others wait for its row. Null
 * when the session is over and cannot be renewed: the shop is uninstalled or was silent for too long.
 */
export async function freshSession(
  deps: RefreshDeps,
  shop: ShopName,
  known: SessionRow,
): Promise<SessionRow | null> {
  const giveUpAt = deps.clock.now().getTime() + limits.tokenRefreshLeaseMs;
  let row: SessionRow | null = known;
  while (row && !isFresh(row, deps.clock) && row.refreshToken) {
    const claim = { id: row.id, seenToken: row.accessToken, leaseMs: limits.tokenRefreshLeaseMs };
    const lease = await inShopTransaction(deps.database, shop.id, (tx) => claimRefresh(tx, shop.id, claim));
    if (lease) return refreshed(deps, shop, row, lease);
    if (deps.clock.now().getTime() > giveUpAt) break;
    await deps.clock.sleep(limits.tokenRefreshPollMs);
    row = await inShop(deps.database, shop.id, (tx) => findSession(tx, shop.id, known.id));
  }
  return row && !isOver(row, deps.clock) ? row : null;
}

async function refreshed(
  deps: RefreshDeps,
  shop: ShopName,
  row: SessionRow,
  lease: string,
): Promise<SessionRow | null> {
  const held = { id: row.id, lease };
  // The lease was won on the row as we saw it, so its refresh token is the one to spend.
  const answer = await askForNewTokens(deps, shop, row);
  if (answer.kind === "renewed") {
    const tokens = sealedTokensOf(deps.cipher, shop.id, answer.session);
    const stored = await inShopTransaction(deps.database, shop.id, async (tx) =>
      (await markRefreshed(tx, shop.id, held, tokens)) ? null : findSession(tx, shop.id, row.id),
    );
    return stored ?? { ...row, ...tokens };
  }
  await inShopTransaction(deps.database, shop.id, (tx) => freeRefresh(tx, shop.id, held));
  if (!isOver(row, deps.clock)) return row;
  if (answer.kind === "refused") return null;
  throw new AdapterError("retry", "the app's token could not be refreshed", { cause: answer.error });
}

type Answer =
  | { kind: "renewed"; session: Awaited<ReturnType<Shopify["auth"]["refreshToken"]>>["session"] }
  | { kind: "refused" }
  | { kind: "failed"; error: unknown };

async function askForNewTokens(
  { api, cipher, log }: RefreshDeps,
  shop: ShopName,
  row: SessionRow,
): Promise<Answer> {
  try {
    const refreshToken = refreshTokenOf(cipher, shop.id, row);
    if (!refreshToken) return { kind: "refused" };
    return {
      kind: "renewed",
      session: (await api.auth.refreshToken({ shop: shop.domain, refreshToken })).session,
    };
  } catch (error) {
    const status = error instanceof HttpResponseError ? error.response.code : 0;
    log.warn({ shop: shop.domain, status }, "Shopify did not refresh the app's token");
    const refused = status >= 400 && status < 500 && status !== 408 && status !== 423 && status !== 429;
    return refused ? { kind: "refused" } : { kind: "failed", error };
  }
}

export function isFresh(row: SessionRow, clock: Clock): boolean {
  return !row.expiresAt || row.expiresAt.getTime() > clock.now().getTime() + limits.tokenRefreshedBeforeMs;
}

function isOver(row: SessionRow, clock: Clock): boolean {
  return row.expiresAt !== null && row.expiresAt.getTime() <= clock.now().getTime();
}
