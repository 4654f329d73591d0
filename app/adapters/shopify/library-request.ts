import type { Shopify } from "@shopify/shopify-api";
import type { IdToken } from "./id-token.ts";

/**
 * The library turns away every user agent that looks like a robot, and it does not ask who issued a token: it
 * is given no agent, and no token that we would not take.
 */
export function asTheLibraryTakesIt(api: Shopify, request: Request, token: IdToken | null): Request {
  const url = new URL(request.url);
  const headers = new Headers(request.headers);
  headers.delete("user-agent");
  if (!isAdminHost(api, url.searchParams.get("host"))) url.searchParams.delete("host");
  if (!token) {
    url.searchParams.delete("id_token");
    if (headers.has("authorization")) headers.set("authorization", "Bearer none");
  }
  return new Request(url, { method: request.method, headers });
}

/** The library decodes a host before it doubts it, and breaks on one that cannot be decoded. */
function isAdminHost(api: Shopify, host: string | null): boolean {
  try {
    return host !== null && api.utils.sanitizeHost(host) !== null;
  } catch {
    return false;
  }
}
