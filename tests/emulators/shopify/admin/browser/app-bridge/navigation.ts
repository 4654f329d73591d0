import { host, isEmbedded } from "./host.ts";

let listeners = 0;

/**
 * Keeps the admin's address bar beside the app's own address, and leads out of the frame where that is asked.
 */
export function watchNavigation(): void {
  if (!isEmbedded()) return;
  countNavigateListeners();
  const report = () => void host("path", location.pathname + location.search + location.hash);
  for (const name of ["pushState", "replaceState"] as const) {
    const plain = history[name].bind(history);
    history[name] = (...values) => {
      plain(...values);
      report();
    };
  }
  addEventListener("popstate", report);
  addEventListener("hashchange", report);
  report();
  wrapOpen();
  document.addEventListener("click", openOutside, true);
}

/**
 * The admin's navigation was used. A framework that listens goes there itself; otherwise the page is loaded.
 */
export function navigateTo(href: string): void {
  if (listeners === 0) {
    location.assign(href);
    return;
  }
  const link = document.querySelector(
    `ui-nav-menu a[href="${CSS.escape(href)}"], s-app-nav [href="${CSS.escape(href)}"]`,
  );
  const from = link ?? document.body.appendChild(hiddenLink(href));
  from.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true, cancelable: true }));
  if (from !== link) from.remove();
}

function hiddenLink(href: string): HTMLAnchorElement {
  const link = document.createElement("a");
  link.href = href;
  link.setAttribute("href", href);
  link.hidden = true;
  return link;
}

function countNavigateListeners(): void {
  const add = window.addEventListener.bind(window);
  const remove = window.removeEventListener.bind(window);
  window.addEventListener = (...values: Parameters<typeof add>) => {
    if (String(values[0]) === "shopify:navigate") listeners += 1;
    add(...values);
  };
  window.removeEventListener = (...values: Parameters<typeof remove>) => {
    if (String(values[0]) === "shopify:navigate") listeners -= 1;
    remove(...values);
  };
}

function wrapOpen(): void {
  const plain = window.open.bind(window);
  window.open = (url, target, features) => {
    const href = String(url ?? "");
    if (isAdminAddress(href) || target === "_top" || target === "_parent") {
      void host("open", absolute(href), target === "_blank" ? "_blank" : "_top");
      return null;
    }
    return plain(url, target, features);
  };
}

function openOutside(event: MouseEvent): void {
  const link = (event.target as Element | null)?.closest?.("a[href]");
  const href = link?.getAttribute("href") ?? "";
  const target = link?.getAttribute("target") ?? "";
  if (!link || !(isAdminAddress(href) || target === "_top" || target === "_parent")) return;
  event.preventDefault();
  void host("open", absolute(href), target === "_blank" ? "_blank" : "_top");
}

function isAdminAddress(href: string): boolean {
  return /^(shopify|app|extension):/.test(href);
}

function absolute(href: string): string {
  return isAdminAddress(href) ? href : new URL(href, location.href).href;
}
