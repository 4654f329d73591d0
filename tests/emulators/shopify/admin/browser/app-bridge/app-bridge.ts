import { config } from "./config.ts";
import { pressTitleBarButton, watchElements } from "./elements.ts";
import { wrapFetch } from "./fetch.ts";
import { host, isEmbedded, knock, ready } from "./host.ts";
import { addModalStyle, ModalElement, modal } from "./modal.ts";
import { navigateTo, watchNavigation } from "./navigation.ts";
import { pressSaveBarButton, SaveBarElement, saveBar, watchForms } from "./save-bar.ts";
import { isMobile, scanner } from "./scanner.ts";
import { toast, toastAction, toastDismissed } from "./toast.ts";

/** Stands in for the script that Shopify serves from its own address: the same global, the same elements. */
function start(): void {
  Object.defineProperty(window, "shopify", { value: shopify, configurable: true });
  customElements.define("ui-save-bar", SaveBarElement);
  customElements.define("ui-modal", ModalElement);
  knock({
    navigate: navigateTo,
    titleBarButton: pressTitleBarButton,
    saveBarButton: pressSaveBarButton,
    toastAction,
    toastDismissed,
  });
  if (reload()) return;
  wrapFetch();
  watchNavigation();
  whenParsed(() => {
    addModalStyle();
    watchElements();
    watchForms();
  });
}

const shopify = {
  config,
  origin: location.origin,
  ready,
  environment: { embedded: isEmbedded(), mobile: isMobile(), pos: false, intent: false },
  idToken: () => host<string>("idToken"),
  user: () => host("user"),
  toast,
  modal,
  saveBar,
  scanner,
  loading: (isLoading = true) => void host("loading", isLoading),
  resourcePicker: (options: object) => host("resourcePicker", options),
  webVitals: { onReport: () => undefined },
  setSignals: () => undefined,
};

/** A bounce page asks to be left again with a fresh ID token in hand. */
function reload(): boolean {
  const wanted = new URLSearchParams(location.search).get("shopify-reload");
  if (!wanted || !isEmbedded()) return false;
  void host<string>("idToken").then((token) => {
    const url = new URL(wanted, location.href);
    url.searchParams.set("id_token", token);
    location.replace(url.href);
  });
  return true;
}

function whenParsed(work: () => void): void {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", work, { once: true });
  else work();
}

start();
