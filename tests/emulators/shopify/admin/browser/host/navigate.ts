import { pageFacts } from "./facts.ts";

/** Where an address of the admin's own kinds leads in this browser; null for an ordinary one. */
export function adminAddress(href: string): string | null {
  const { base, shop, appUrl, appBase } = pageFacts();
  const admin = /^shopify:\/*admin(?:\/(.*))?$/.exec(href)?.[1];
  if (admin !== undefined) return `${base}/${admin}`;
  if (/^shopify:\/*admin$/.test(href)) return `${base}/products`;
  const inApp = /^app:\/*(.*)$/.exec(href)?.[1];
  if (inApp !== undefined) return `${appBase}/${inApp}`;
  const url = toUrl(href);
  if (!url) return null;
  if (appUrl && url.origin === new URL(appUrl).origin) {
    return `${appBase}${url.pathname}${url.search}`;
  }
  const handle = base.slice("/store/".length);
  const inStore = `/store/${handle}`;
  if (url.hostname === "admin.shopify.com" && url.pathname.startsWith(inStore)) return url.pathname;
  if (url.hostname === shop && url.pathname.startsWith("/admin")) {
    return `${base}${url.pathname.slice("/admin".length)}`;
  }
  return null;
}

export function goTo(href: string): void {
  location.assign(adminAddress(href) ?? href);
}

function toUrl(href: string): URL | null {
  try {
    return new URL(href, location.origin);
  } catch {
    return null;
  }
}
