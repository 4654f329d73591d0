import { Session } from "@shopify/shopify-api";
import type { PersonFacts } from "#app/db/people.ts";
import type { SealedPair, SealedTokens, SessionRow } from "#app/db/sessions.ts";
import { isShopDomain } from "#app/domain/shop-domain.ts";
import type { Cipher, Place } from "../cipher.ts";

export type SessionOwner = { domain: string; userId: string | null };

/** The library's own names: `offline_<shop>` for the app, `<shop>_<user>` for a person. */
export function ownerOfSession(id: string): SessionOwner | null {
  const [, app, person, userId] = /^(?:offline_(.+)|(.+)_([1-9][0-9]*))$/.exec(id) ?? [];
  const domain = app ?? person;
  return domain && isShopDomain(domain) ? { domain, userId: userId ?? null } : null;
}

export function offlineIdOf(domain: string): string {
  return `offline_${domain}`;
}

export function onlineIdOf(domain: string, userId: string): string {
  return `${domain}_${userId}`;
}

export function rowOf(cipher: Cipher, shopId: string, session: Session): SessionRow {
  const userId = session.isOnline ? String(session.onlineAccessInfo?.associated_user.id) : null;
  return {
    id: session.id,
    isOnline: session.isOnline,
    state: session.state,
    userId,
    userScope: session.onlineAccessInfo?.associated_user_scope ?? "",
    ...sealedTokensOf(cipher, shopId, session),
  };
}

export function sealedTokensOf(cipher: Cipher, shopId: string, session: Session): SealedTokens {
  return {
    ...sealedPair(cipher, shopId, session.id, {
      accessToken: session.accessToken ?? "",
      refreshToken: session.refreshToken ?? null,
    }),
    scope: session.scope ?? "",
    expiresAt: session.expires ?? null,
    refreshExpiresAt: session.refreshTokenExpires ?? null,
  };
}

export function resealedOf(cipher: Cipher, shopId: string, row: SessionRow): SealedPair {
  return sealedPair(cipher, shopId, row.id, {
    accessToken: accessTokenOf(cipher, shopId, row),
    refreshToken: refreshTokenOf(cipher, shopId, row),
  });
}

function sealedPair(
  cipher: Cipher,
  shopId: string,
  sessionId: string,
  tokens: { accessToken: string; refreshToken: string | null },
): SealedPair {
  const seal = (secret: string, field: Place["field"]) =>
    new Uint8Array(cipher.seal(secret, { shopId, holderId: sessionId, field }).bytes);
  return {
    keyId: cipher.currentKeyId,
    accessToken: seal(tokens.accessToken, "accessToken"),
    refreshToken: tokens.refreshToken ? seal(tokens.refreshToken, "refreshToken") : null,
  };
}

/** Without the refresh token: who does not hold it cannot refresh beside the one lease. */
export function sessionOf(cipher: Cipher, shop: { id: string; domain: string }, row: SessionRow): Session {
  return new Session({
    id: row.id,
    shop: shop.domain,
    state: row.state,
    isOnline: row.isOnline,
    scope: row.scope,
    accessToken: accessTokenOf(cipher, shop.id, row),
    ...(row.expiresAt ? { expires: row.expiresAt } : {}),
  });
}

export function accessTokenOf(cipher: Cipher, shopId: string, row: SessionRow): string {
  const place: Place = { shopId, holderId: row.id, field: "accessToken" };
  return cipher.open({ keyId: row.keyId, bytes: row.accessToken }, place);
}

export function refreshTokenOf(cipher: Cipher, shopId: string, row: SessionRow): string | null {
  if (!row.refreshToken) return null;
  const place: Place = { shopId, holderId: row.id, field: "refreshToken" };
  return cipher.open({ keyId: row.keyId, bytes: row.refreshToken }, place);
}

/** A person may write off exactly if Shopify left them the right to change inventory. */
export function personOf(session: Session): PersonFacts | null {
  const info = session.onlineAccessInfo;
  if (!info) return null;
  const { associated_user: user } = info;
  const name = `${user.first_name ?? ""} ${user.last_name ?? ""}`.trim();
  return {
    userId: String(user.id),
    name: name || user.email || "",
    email: user.email ?? "",
    accountOwner: user.account_owner ?? false,
    locale: user.locale || "en",
    mayWriteOff: (info.associated_user_scope ?? "").split(",").includes("write_inventory"),
  };
}
