import { adoptStyle } from "./adopt-style.ts";
import { host } from "./host.ts";

/** `ui-nav-menu`, `s-app-nav` and `ui-title-bar` are not seen in the app: the admin shows what they say. */
export function watchElements(): void {
  adoptStyle("ui-nav-menu,s-app-nav,ui-title-bar,ui-save-bar,ui-modal:not([open]){display:none!important}");
  let shownNav = "";
  let shownTitle = "";
  const look = () => {
    const items = navItems();
    const nav = JSON.stringify(items);
    if (items && nav !== shownNav) {
      shownNav = nav;
      void host("nav", items);
    }
    const bar = titleBar();
    const title = JSON.stringify(bar);
    if (title !== shownTitle) {
      shownTitle = title;
      void host("titleBar", bar);
    }
  };
  new MutationObserver(look).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    characterData: true,
  });
  look();
}

export function pressTitleBarButton(index: number): void {
  titleBarButtons()[index]?.click();
}

function navItems() {
  const menu = document.querySelector("ui-nav-menu, s-app-nav");
  if (!menu) return null;
  return [...menu.querySelectorAll("a[href], s-link[href]")].map((link) => ({
    href: link.getAttribute("href") ?? "/",
    label: link.textContent?.trim() ?? "",
    isHome: link.getAttribute("rel") === "home",
  }));
}

function titleBar() {
  const bar = ownTitleBar();
  const buttons = titleBarButtons().map((button, index) => ({
    index,
    label: button.textContent?.trim() ?? "",
    isPrimary: button.getAttribute("variant") === "primary",
    disabled: button.hasAttribute("disabled") || button.hasAttribute("loading"),
  }));
  return { title: bar?.getAttribute("title") ?? null, buttons };
}

/** A modal has a title bar of its own. */
function ownTitleBar(): Element | null {
  const bars = [...document.querySelectorAll("ui-title-bar")];
  return bars.find((bar) => !bar.closest("ui-modal")) ?? null;
}

function titleBarButtons(): HTMLElement[] {
  return [...(ownTitleBar()?.querySelectorAll<HTMLElement>("button, a") ?? [])];
}
