import { builtExtensions, runIn, sandboxFrame } from "./extension-frame.ts";
import { modal, show } from "./extension-modal.ts";
import { freshIdToken, pageFacts } from "./facts.ts";

type Wish = { handle: string; target: string; selected: string[]; opener: HTMLElement };

/** The settings of a print action beside what it will print; the button prints that and nothing around it. */
export async function openPrint({ handle, target, selected, opener }: Wish): Promise<void> {
  const built = (await builtExtensions()).find((extension) => extension.handle === handle);
  if (!built) return;
  const dialog = modal(built.title);
  dialog.classList.add("print-modal");
  const settings = sandboxFrame(built.title);
  const preview = document.createElement("div");
  preview.className = "print-preview";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button primary";
  button.textContent = "Print";
  const foot = document.createElement("footer");
  foot.className = "modal-foot";
  foot.append(button);
  dialog.append(settings, preview, foot);

  let shown = 0;
  const showSource = async (src: string) => {
    shown += 1;
    const mine = shown;
    button.disabled = true;
    preview.replaceChildren(words(src ? "Loading preview…" : "There is nothing to print yet."));
    if (!src) return;
    const page = await pageOf(src);
    if (mine !== shown) return;
    preview.replaceChildren(page ?? words("The preview could not be loaded."));
    button.disabled = page === null;
    button.onclick = () => page?.contentWindow?.print();
  };
  void showSource("");
  settings.addEventListener(
    "load",
    () =>
      void runIn(settings, built, { target, selected }, { print: showSource, close: () => dialog.close() }),
    { once: true },
  );
  show(dialog, opener);
}

/** The admin reads the document with the person's ID token and shows it; scripts in it never run. */
async function pageOf(src: string): Promise<HTMLIFrameElement | null> {
  const { appUrl } = pageFacts();
  if (!appUrl) return null;
  const url = new URL(src.replace(/^app:\/*/, "/"), appUrl);
  const isApp = url.origin === new URL(appUrl).origin;
  const headers = new Headers(isApp ? [["Authorization", `Bearer ${await freshIdToken()}`]] : []);
  try {
    const response = await fetch(url, { headers });
    if (!response.ok) return null;
    const frame = document.createElement("iframe");
    frame.title = "Preview of what will be printed";
    frame.setAttribute("sandbox", "allow-same-origin allow-modals");
    if (response.headers.get("content-type")?.startsWith("text/html")) frame.srcdoc = await response.text();
    else frame.src = URL.createObjectURL(await response.blob());
    return frame;
  } catch {
    return null;
  }
}

function words(text: string): HTMLElement {
  const made = document.createElement("p");
  made.className = "note";
  made.textContent = text;
  return made;
}
