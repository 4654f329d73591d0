import { type Call, talkOver } from "../rpc.ts";
import { ExtensionStorage } from "./extension-storage.ts";
import { freshIdToken, fromAdmin, pageFacts } from "./facts.ts";
import { refreshLive } from "./live.ts";
import { goTo } from "./navigate.ts";
import { pickResources } from "./resource-picker.ts";

type Wish = { handle: string; target: string; selected: string; opener: HTMLElement };
type Built = { handle: string; title: string; translations: Record<string, unknown> };

const refreshEveryMs = 1500;

/** Opens an action in the admin's modal: the extension lives in a sandbox and speaks through one port. */
export async function openExtension({ handle, target, selected, opener }: Wish): Promise<void> {
  const { extensions } = await fromAdmin<{ extensions: Built[] }>("/extensions");
  const built = extensions.find((extension) => extension.handle === handle);
  if (!built) return;
  const dialog = modal(built.title);
  const frame = document.createElement("iframe");
  frame.title = built.title;
  frame.setAttribute("sandbox", "allow-scripts");
  frame.src = "/_admin/extension-frame";
  dialog.append(frame);
  document.body.append(dialog);

  const watch = setInterval(() => void refreshLive(), refreshEveryMs);
  dialog.addEventListener("close", () => {
    clearInterval(watch);
    dialog.remove();
    opener.focus();
    void refreshLive();
  });
  frame.addEventListener("load", () => void start(frame, dialog, built, { target, selected }), {
    once: true,
  });
  dialog.showModal();
}

async function start(
  frame: HTMLIFrameElement,
  dialog: HTMLDialogElement,
  built: Built,
  { target, selected }: { target: string; selected: string },
): Promise<void> {
  const { shop, appUrl, appBase } = pageFacts();
  const me = await fromAdmin<{ locale: string }>("/me");
  const channel = new MessageChannel();
  const storage = new ExtensionStorage(`extension:${shop}:${built.handle}:`);
  const call: Call = talkOver(channel.port1, {
    idToken: freshIdToken,
    query: (body: object) => fromAdmin("/graphql", body),
    storage: (action: Parameters<ExtensionStorage["act"]>[0], ...values: unknown[]) =>
      storage.act(action, ...values),
    close: () => dialog.close(),
    open: (href: string) => goTo(href.startsWith("/") ? `${appBase}${href}` : href),
    resourcePicker: (options: object) => pickResources(options),
    heading: (text: string) => {
      const title = dialog.querySelector("h2");
      if (title) title.textContent = text;
    },
    busy: (isBusy: boolean) => dialog.toggleAttribute("data-busy", isBusy),
    height: (pixels: number) => {
      frame.style.height = `${pixels}px`;
    },
  });
  const first = {
    target,
    selected: [{ id: selected }],
    appUrl,
    shop,
    locale: me.locale,
    translations: built.translations,
    script: `/_admin/extensions/${built.handle}.js`,
  };
  frame.contentWindow?.postMessage(first, "*", [channel.port2]);
  await call("started");
  frame.focus();
}

function modal(title: string): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.className = "modal extension-modal";
  dialog.setAttribute("aria-labelledby", "modal-title");
  dialog.innerHTML = `<div class="modal-head"><h2 id="modal-title"></h2>
<button type="button" class="icon-button" aria-label="Close"><svg class="icon" viewBox="0 0 20 20" width="20"
  height="20" aria-hidden="true"><path d="M5 5l10 10M15 5 5 15"/></svg></button></div>`;
  const heading = dialog.querySelector("h2");
  if (heading) heading.textContent = title;
  dialog.querySelector("button")?.addEventListener("click", () => dialog.close());
  return dialog;
}
