import { type Call, talkOver } from "../rpc.ts";
import { type Facts, freshIdToken, fromAdmin, pageFacts } from "./facts.ts";
import { goTo } from "./navigate.ts";
import { pickResources } from "./resource-picker.ts";
import { leaveConfirmation, type SaveBar, showSaveBar } from "./save-bar.ts";
import { scanCode } from "./scanner.ts";
import { hideToast, showToast, type Toast } from "./toasts.ts";

type NavItem = { href: string; label: string; isHome: boolean };
type TitleBar = {
  title: string | null;
  buttons: { index: number; label: string; isPrimary: boolean; disabled: boolean }[];
};

let call: Call | null = null;

/** Answers the app in the frame. Every document it loads knocks anew and gets a port of its own. */
export function openApp(frame: HTMLIFrameElement): void {
  const facts = pageFacts();
  const appOrigin = new URL(facts.appUrl ?? location.origin).origin;
  addEventListener("message", (event) => {
    const isFromApp = event.source === frame.contentWindow && event.origin === appOrigin;
    if (!isFromApp || event.data?.kind !== "app-bridge-hello") return;
    const channel = new MessageChannel();
    showSaveBar(null, null);
    setLoading(false);
    call = talkOver(channel.port1, handlers(facts));
    frame.contentWindow?.postMessage({ kind: "app-bridge-welcome" }, appOrigin, [channel.port2]);
  });
}

function handlers(facts: Facts) {
  return {
    idToken: freshIdToken,
    user: () => fromAdmin("/me"),
    path: (path: string) => showPath(facts, path),
    open: (href: string, target: string) => {
      if (target === "_blank") window.open(href, "_blank", "noopener");
      // An app's own address leaves the admin, as it must where an app has to be seen outside the frame.
      else if (facts.appUrl && URL.parse(href)?.origin === new URL(facts.appUrl).origin)
        location.assign(href);
      else goTo(href);
    },
    nav: (items: NavItem[]) => showNavigation(facts, items),
    titleBar: showTitleBar,
    toast: (toast: Toast) =>
      showToast(toast, {
        onAction: () => void call?.("toastAction", toast.id),
        onDismiss: () => void call?.("toastDismissed", toast.id),
      }),
    hideToast,
    saveBar: (bar: SaveBar | null) => showSaveBar(bar, call),
    leaveConfirmation,
    loading: setLoading,
    resourcePicker: (options: object) => pickResources(options),
    scan: scanCode,
  };
}

/** The frame's own history moves back and forth; the address bar only follows it. */
function showPath({ appBase, adminParameters }: Facts, path: string): void {
  const url = new URL(path, location.origin);
  for (const name of adminParameters) url.searchParams.delete(name);
  history.replaceState(null, "", `${appBase}${url.pathname}${url.search}${url.hash}`);
  for (const link of document.querySelectorAll<HTMLAnchorElement>("#app-nav a")) {
    const isHere = isWithin(url.pathname, link.dataset.path ?? "");
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function isWithin(path: string, linked: string): boolean {
  if (path === linked) return true;
  const isOfAnother = [...document.querySelectorAll<HTMLAnchorElement>("#app-nav a")].some(
    (link) => (link.dataset.path ?? "").length > linked.length && path.startsWith(link.dataset.path ?? ""),
  );
  return path.startsWith(`${linked}/`) && !isOfAnother;
}

function showNavigation(facts: Facts, items: NavItem[]): void {
  const list = document.getElementById("app-nav");
  if (!list) return;
  const shown = items.filter((item) => !item.isHome);
  list.hidden = shown.length === 0;
  list.replaceChildren(
    ...shown.map((item) => {
      const link = document.createElement("a");
      const url = new URL(item.href, location.origin);
      link.href = `${facts.appBase}${url.pathname}${url.search}`;
      link.dataset.path = url.pathname;
      link.textContent = item.label;
      link.addEventListener("click", (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || !call) return;
        event.preventDefault();
        document.body.classList.remove("nav-open");
        const go = call;
        void leaveConfirmation().then(() => go("navigate", item.href));
      });
      const entry = document.createElement("li");
      entry.append(link);
      return entry;
    }),
  );
  showPath(facts, location.pathname.slice(facts.appBase.length) + location.search || "/");
}

function showTitleBar({ title, buttons }: TitleBar): void {
  const heading = document.getElementById("app-title");
  if (heading) heading.textContent = title ?? pageFacts().appTitle;
  document.getElementById("app-actions")?.replaceChildren(
    ...buttons.map(({ index, label, isPrimary, disabled }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = isPrimary ? "button primary" : "button";
      button.textContent = label;
      button.disabled = disabled;
      button.addEventListener("click", () => void call?.("titleBarButton", index));
      return button;
    }),
  );
}

function setLoading(isLoading: boolean): void {
  const bar = document.getElementById("app-loading");
  if (bar) bar.hidden = !isLoading;
}
