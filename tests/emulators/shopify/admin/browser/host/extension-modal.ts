import { type Built, builtExtensions, runIn, sandboxFrame } from "./extension-frame.ts";
import { refreshLive } from "./live.ts";

type Wish = { handle: string; target: string; selected: string[]; opener: HTMLElement };

const refreshEveryMs = 1500;

/** Opens an action in the admin's modal: the extension lives in a sandbox and speaks through one port. */
export async function openExtension({ handle, target, selected, opener }: Wish): Promise<void> {
  const built = (await builtExtensions()).find((extension) => extension.handle === handle);
  if (!built) return;
  const dialog = modal(built.title);
  const frame = sandboxFrame(built.title);
  dialog.append(frame);
  frame.addEventListener("load", () => void start(frame, dialog, built, { target, selected }), {
    once: true,
  });
  show(dialog, opener);
}

/** While it is open the page is read again and again: what an action changes is seen behind it. */
export function show(dialog: HTMLDialogElement, opener: HTMLElement): void {
  document.body.append(dialog);
  const watch = setInterval(() => void refreshLive(), refreshEveryMs);
  dialog.addEventListener("close", () => {
    clearInterval(watch);
    dialog.remove();
    opener.focus();
    void refreshLive();
  });
  dialog.showModal();
}

async function start(
  frame: HTMLIFrameElement,
  dialog: HTMLDialogElement,
  built: Built,
  wish: { target: string; selected: string[] },
): Promise<void> {
  await runIn(frame, built, wish, {
    close: () => dialog.close(),
    heading: (text: string) => {
      const title = dialog.querySelector("h2");
      if (title) title.textContent = text;
    },
    busy: (isBusy: boolean) => dialog.toggleAttribute("data-busy", isBusy),
  });
  frame.focus();
}

export function modal(title: string): HTMLDialogElement {
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
