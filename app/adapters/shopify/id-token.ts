import { InvalidJwtError, type Shopify } from "@shopify/shopify-api";
import { z } from "zod";
import { limits } from "#app/domain/limits.ts";
import { isShopDomain } from "#app/domain/shop-domain.ts";

/** Who asks: proved by Shopify's signature, for about a minute. */
export type IdToken = { raw: string; domain: string; userId: string };

// The library checks the signature, the audience and both times; a token without them, or whose shop is not
// the shop that issued it, would pass there.
const shape = z
  .object({
    iss: z.url(),
    dest: z.url(),
    aud: z.string(),
    sub: z.string().regex(/^[1-9][0-9]{0,19}$/),
    exp: z.number(),
    nbf: z.number(),
  })
  .refine(({ iss, dest }) => new URL(iss).host === new URL(dest).host)
  .refine(({ dest }) => new URL(dest).protocol === "https:" && isShopDomain(new URL(dest).host));

/** Null for whatever is not a token Shopify made for this app, for a person of one shop, for this minute. */
export async function readIdToken(api: Shopify, raw: string): Promise<IdToken | null> {
  if (raw.length > limits.idTokenBytesMax) return null;
  try {
    const claims = shape.safeParse(await api.session.decodeSessionToken(raw));
    if (!claims.success) return null;
    return { raw, domain: new URL(claims.data.dest).host, userId: claims.data.sub };
  } catch (error) {
    // Its message carries the token, so it goes no further.
    if (error instanceof InvalidJwtError) return null;
    throw error;
  }
}

export function bearerOf(request: Request): string | null {
  const match = /^Bearer +([^\s]+)\s*$/i.exec(request.headers.get("authorization") ?? "");
  return match?.[1] ?? null;
}
