import { isShopDomain } from "./domain/shop-domain.ts";
import { env } from "./env.server.ts";

const SHOPIFY_CDN = "https://cdn.shopify.com";

/**
 * For pages: our own scripts by their nonce, App Bridge from where it comes, and only the shop's admin
 * around.
 */
export function documentPolicy(request: Request, nonce: string): string {
  const scripts = ["'self'", `'nonce-${nonce}'`, SHOPIFY_CDN, env.shopifyEmulatorUrl]
    .filter(Boolean)
    .join(" ");
  return [
    `script-src ${scripts}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    frameAncestors(new URL(request.url)),
  ].join("; ");
}

/** For the two pages the library writes itself, with App Bridge and at most one inline redirect. */
export function bouncePolicy(request: Request): string {
  const scripts = ["'unsafe-inline'", SHOPIFY_CDN, env.shopifyEmulatorUrl].filter(Boolean).join(" ");
  return [
    `script-src ${scripts}`,
    "object-src 'none'",
    "base-uri 'none'",
    frameAncestors(new URL(request.url)),
  ].join("; ");
}

/** The admin of the shop the address names may frame the page; without a shop nobody may. */
export function frameAncestors(url: URL): string {
  const shop = url.searchParams.get("shop") ?? "";
  if (!isShopDomain(shop)) return "frame-ancestors 'none'";
  return ["frame-ancestors", `https://${shop}`, "https://admin.shopify.com", ...emulatedAdmins()].join(" ");
}

/** A person may open the emulated admin by either name of their own machine. */
function emulatedAdmins(): string[] {
  if (!env.shopifyEmulatorUrl) return [];
  const { origin, hostname } = new URL(env.shopifyEmulatorUrl);
  const isLocal = hostname === "127.0.0.1" || hostname === "localhost";
  return isLocal ? [origin.replace(hostname, "127.0.0.1"), origin.replace(hostname, "localhost")] : [origin];
}
