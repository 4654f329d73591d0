import { adoptStyle } from "./adopt-style.ts";

const style = `
ui-modal dialog{border:0;border-radius:12px;padding:0;width:min(620px,calc(100vw - 24px));
  box-shadow:0 12px 40px rgb(0 0 0/.3)}
ui-modal dialog::backdrop{background:rgb(0 0 0/.5)}
ui-modal .head{display:flex;justify-content:space-between;align-items:center;padding:12px 16px;
  background:#f3f3f3;font:600 14px system-ui}
ui-modal .head button{border:0;background:none;font-size:16px;min-width:32px;min-height:32px}
ui-modal .foot{display:flex;justify-content:flex-end;gap:8px;padding:12px 16px;border-top:1px solid #e3e3e3}
ui-modal .foot button{min-height:36px;padding:4px 14px;border:1px solid #8a8a8a;border-radius:8px;
  background:#fff;font:600 14px system-ui}
ui-modal .foot button.primary{background:#303030;border-color:#303030;color:#fff}`;

/** The app's `<ui-modal>`. The real one lies over the whole admin; this one lies over the app. */
export class ModalElement extends HTMLElement {
  #dialog: HTMLDialogElement | null = null;
  readonly content: HTMLElement = document.createElement("div");

  get showing(): boolean {
    return this.hasAttribute("open");
  }

  async show(): Promise<void> {
    if (this.showing) return;
    const dialog = this.#open();
    dialog.showModal();
    this.setAttribute("open", "");
    this.dispatchEvent(new Event("show"));
  }

  async hide(): Promise<void> {
    this.#dialog?.close();
  }

  async toggle(): Promise<void> {
    await (this.showing ? this.hide() : this.show());
  }

  disconnectedCallback(): void {
    this.#dialog?.close();
  }

  #open(): HTMLDialogElement {
    this.#dialog?.remove();
    const bar = this.querySelector("ui-title-bar");
    for (const child of [...this.childNodes]) if (child !== bar) this.content.append(child);
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-label", bar?.getAttribute("title") ?? "");
    const header = document.createElement("div");
    header.className = "head";
    const title = document.createElement("span");
    title.textContent = bar?.getAttribute("title") ?? "";
    header.append(title, closeButton(dialog));
    dialog.append(header, this.content);
    const footer = footerOf(bar);
    if (footer) dialog.append(footer);
    dialog.addEventListener("close", () => {
      this.removeAttribute("open");
      this.dispatchEvent(new Event("hide"));
    });
    this.append(dialog);
    this.#dialog = dialog;
    return dialog;
  }
}

export function addModalStyle(): void {
  adoptStyle(style);
}

export const modal = {
  show: async (id: string) => modalAt(id).show(),
  hide: async (id: string) => modalAt(id).hide(),
  toggle: async (id: string) => modalAt(id).toggle(),
};

function modalAt(id: string): ModalElement {
  const element = document.getElementById(id);
  if (element instanceof ModalElement) return element;
  throw new Error(`There is no ui-modal with the id ${id}.`);
}

function closeButton(dialog: HTMLDialogElement): HTMLButtonElement {
  const close = document.createElement("button");
  close.type = "button";
  close.setAttribute("aria-label", "Close");
  close.textContent = "✕";
  close.addEventListener("click", () => dialog.close());
  return close;
}

/** The title bar's buttons are the app's; what is seen at the foot only passes the click on. */
function footerOf(bar: Element | null): HTMLElement | null {
  const buttons = [...(bar?.querySelectorAll<HTMLElement>("button") ?? [])];
  if (buttons.length === 0) return null;
  const footer = document.createElement("div");
  footer.className = "foot";
  for (const button of buttons.reverse()) {
    const shown = document.createElement("button");
    shown.type = "button";
    shown.textContent = button.textContent;
    if (button.getAttribute("variant") === "primary") shown.className = "primary";
    shown.addEventListener("click", () => button.click());
    footer.append(shown);
  }
  return footer;
}
