import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { App } from "./world.ts";

export type IdTokenClaims = {
  iss: string;
  dest: string;
  aud: string;
  sub: string;
  exp: number;
  nbf: number;
  iat: number;
  jti: string;
  sid: string;
};

export const ID_TOKEN_TTL_MS = 60_000;

/** A session token as App Bridge hands it out: about a minute of proof who is looking at which shop. */
export function mintIdToken(
  app: Pick<App, "apiKey" | "apiSecret">,
  wish: { shop: string; userId: string; nowMs: number; ttlMs?: number; claims?: Partial<IdTokenClaims> },
): string {
  const now = Math.floor(wish.nowMs / 1000);
  const claims: IdTokenClaims = {
    iss: `https://${wish.shop}/admin`,
    dest: `https://${wish.shop}`,
    aud: app.apiKey,
    sub: wish.userId,
    exp: now + Math.round((wish.ttlMs ?? ID_TOKEN_TTL_MS) / 1000),
    nbf: now,
    iat: now,
    jti: randomUUID(),
    sid: randomUUID(),
    ...wish.claims,
  };
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${sign(signed, app.apiSecret)}`;
}

/** Null when the token is not ours, not for this app or not of this minute. */
export function readIdToken(app: App, token: string, nowMs: number): IdTokenClaims | null {
  const [header, payload, signature] = token.split(".");
  if (!header || !payload || !signature) return null;
  const expected = Buffer.from(sign(`${header}.${payload}`, app.apiSecret));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as IdTokenClaims;
  const now = nowMs / 1000;
  const lives = claims.exp > now && claims.nbf <= now + 1;
  return lives && claims.aud === app.apiKey ? claims : null;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function sign(text: string, secret: string): string {
  return createHmac("sha256", secret).update(text).digest("base64url");
}
