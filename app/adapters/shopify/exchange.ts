import { HttpResponseError, InvalidJwtError, RequestedTokenType, type Shopify } from "@shopify/shopify-api";
import { inShop } from "#app/db/in-shop-transaction.ts";
import { findPerson, type PersonRow } from "#app/db/people.ts";
import { findSession, type SessionRow } from "#app/db/sessions.ts";
import { findShop, findShopId, type ShopRow } from "#app/db/shops.ts";
import { BrokenInvariant, invariant } from "#app/domain/invariant.ts";
import type { IdToken } from "./id-token.ts";
import { isFresh, type RefreshDeps } from "./refresh.ts";
import { offlineIdOf, onlineIdOf } from "./session-codec.ts";
import type { ShopSessionStorage } from "./session-storage.ts";

/** Who asks, and what is kept of them: read once a request, because every request needs all of it. */
export type Standing = {
  shop: ShopRow | null;
  person: PersonRow | null;
  offline: SessionRow | null;
  online: SessionRow | null;
};

/** `stale`: a newer ID token would be taken. `denied`: Shopify gives this app no token for this shop. */
export type Exchanged = { kind: "ready"; standing: Standing } | { kind: "stale" | "denied" | "unreachable" };

type Refusal = Exclude<Exchanged["kind"], "ready">;

export type Exchange = (token: IdToken) => Promise<Exchanged>;

/**
 * Turns an ID token into the sessions a request needs, if they are not there yet. A page's loaders run side
 * by side with one ID token; they wait for one exchange.
 */
export function exchangeOf(deps: RefreshDeps, storage: ShopSessionStorage): Exchange {
  const running = new Map<string, Promise<Exchanged>>();
  const shopIds = new Map<string, string>();
  return (token) => {
    const who = onlineIdOf(token.domain, token.userId);
    const known = running.get(who);
    if (known) return known;
    const work = exchange(deps, storage, { token, shopIds }).finally(() => running.delete(who));
    running.set(who, work);
    return work;
  };
}

/** A shop's id stays its own until the shop is erased; then its rows are gone and it is stored anew. */
async function exchange(
  deps: RefreshDeps,
  storage: ShopSessionStorage,
  { token, shopIds }: { token: IdToken; shopIds: Map<string, string> },
): Promise<Exchanged> {
  let shopId = shopIds.get(token.domain) ?? (await findShopId(deps.database, token.domain));
  const before = shopId ? await readStanding(deps, token, shopId) : null;
  const missing = missingTypes(deps, before);
  if (shopId && before && missing.length === 0) {
    shopIds.set(token.domain, shopId);
    return { kind: "ready", standing: before };
  }
  shopIds.delete(token.domain);
  for (const requestedTokenType of missing) {
    const askedAt = deps.clock.now();
    const answer = await ask(deps, token, requestedTokenType);
    if (typeof answer === "string") return { kind: answer };
    shopId = await storage.storeGranted(answer, askedAt);
  }
  invariant(shopId, "a shop whose tokens are kept has a row");
  return { kind: "ready", standing: await readStanding(deps, token, shopId) };
}

function readStanding({ database }: RefreshDeps, token: IdToken, shopId: string): Promise<Standing> {
  return inShop(database, shopId, async (tx) => {
    const [shop, person, offline, online] = await Promise.all([
      findShop(tx, shopId),
      findPerson(tx, shopId, token.userId),
      findSession(tx, shopId, offlineIdOf(token.domain)),
      findSession(tx, shopId, onlineIdOf(token.domain, token.userId)),
    ]);
    return { shop, person, offline, online };
  });
}

/** The app's own session comes first: it is what proves that the shop has the app installed. */
function missingTypes(deps: RefreshDeps, standing: Standing | null): RequestedTokenType[] {
  const { cipher, clock } = deps;
  const { offline, online } = standing ?? { offline: null, online: null };
  const needed = [];
  if (!offline || !isRenewable(deps, offline)) needed.push(RequestedTokenType.OfflineAccessToken);
  if (!online || !cipher.opens(online.keyId) || !isFresh(online, clock)) {
    needed.push(RequestedTokenType.OnlineAccessToken);
  }
  return needed;
}

/** A token Shopify refused stands as expired since ever; a person who is here can replace it at once. */
function isRenewable({ cipher, clock }: RefreshDeps, row: SessionRow): boolean {
  if (!cipher.opens(row.keyId)) return false;
  if (isFresh(row, clock)) return true;
  const renewableUntil = row.refreshToken ? (row.refreshExpiresAt?.getTime() ?? Infinity) : 0;
  return row.expiresAt !== null && row.expiresAt.getTime() > 0 && renewableUntil > clock.now().getTime();
}

type Granted = Awaited<ReturnType<Shopify["auth"]["tokenExchange"]>>["session"];

async function ask(
  { api, log }: RefreshDeps,
  token: IdToken,
  requestedTokenType: RequestedTokenType,
): Promise<Granted | Refusal> {
  try {
    const wish = { shop: token.domain, sessionToken: token.raw, requestedTokenType, expiring: true };
    const { session } = await api.auth.tokenExchange(wish);
    const user = session.onlineAccessInfo?.associated_user.id;
    const online = requestedTokenType === RequestedTokenType.OnlineAccessToken;
    invariant(
      session.accessToken && session.isOnline === online,
      "Shopify grants the kind of token asked for",
    );
    invariant(!online || String(user) === token.userId, "Shopify grants the token of the person who asks");
    return session;
  } catch (error) {
    if (error instanceof InvalidJwtError) return "stale";
    const status = error instanceof HttpResponseError ? error.response.code : 0;
    log.warn(
      { shop: token.domain, status, online: requestedTokenType },
      "Shopify did not exchange an ID token",
    );
    if (error instanceof BrokenInvariant) throw error;
    if (!(error instanceof HttpResponseError)) return "unreachable";
    const reason = (error.response.body as { error?: unknown } | undefined)?.error;
    if (status === 400 && reason === "invalid_subject_token") return "stale";
    return status === 429 || status === 408 || status >= 500 ? "unreachable" : "denied";
  }
}
