import { host } from "./host.ts";

const shown = new Map<string, SaveBarElement>();
let last = 0;

/** The app's `<ui-save-bar>`: two buttons that the admin shows while something is unsaved. */
export class SaveBarElement extends HTMLElement {
  #watch = new MutationObserver(() => this.#tell());

  get showing(): boolean {
    return shown.has(this.id);
  }

  async show(): Promise<void> {
    if (!this.id) this.id = `save-bar-${++last}`;
    shown.set(this.id, this);
    this.#watch.observe(this, { attributes: true, childList: true, subtree: true, characterData: true });
    await this.#tell();
    this.dispatchEvent(new Event("show"));
  }

  async hide(): Promise<void> {
    if (!shown.delete(this.id)) return;
    this.#watch.disconnect();
    await host("saveBar", null);
    this.dispatchEvent(new Event("hide"));
  }

  async toggle(): Promise<void> {
    await (this.showing ? this.hide() : this.show());
  }

  disconnectedCallback(): void {
    void this.hide();
  }

  press(which: "save" | "discard"): void {
    (which === "save" ? this.#save() : this.#discard())?.click();
  }

  #save(): HTMLElement | null {
    return this.querySelector('button[variant="primary"]');
  }

  #discard(): HTMLElement | null {
    return this.querySelector('button:not([variant="primary"])');
  }

  async #tell(): Promise<void> {
    if (this.showing) {
      await host("saveBar", { id: this.id, save: stateOf(this.#save()), discard: stateOf(this.#discard()) });
    }
  }
}

/** Forms with `data-save-bar` raise the bar by themselves once something in them changes. */
export function watchForms(): void {
  const bars = new WeakMap<HTMLFormElement, SaveBarElement>();
  const formOf = (event: Event) =>
    (event.target as Element | null)?.closest<HTMLFormElement>("form[data-save-bar]");
  const raise = (event: Event) => {
    const form = formOf(event);
    if (!form) return;
    const bar = bars.get(form) ?? barFor(form);
    bars.set(form, bar);
    if (!bar.showing) void bar.show();
  };
  const lower = (event: Event) => {
    const form = formOf(event);
    if (form) void bars.get(form)?.hide();
  };
  document.addEventListener("input", raise);
  document.addEventListener("change", raise);
  document.addEventListener("submit", lower);
  document.addEventListener("reset", lower);
}

export function pressSaveBarButton(id: string, which: "save" | "discard"): void {
  shown.get(id)?.press(which);
}

export const saveBar = {
  show: async (id: string) => barAt(id).show(),
  hide: async (id: string) => barAt(id).hide(),
  toggle: async (id: string) => barAt(id).toggle(),
  leaveConfirmation: () => host<void>("leaveConfirmation"),
};

function barAt(id: string): SaveBarElement {
  const element = document.getElementById(id);
  if (element instanceof SaveBarElement) return element;
  throw new Error(`There is no ui-save-bar with the id ${id}.`);
}

function barFor(form: HTMLFormElement): SaveBarElement {
  const bar = document.createElement("ui-save-bar") as SaveBarElement;
  const save = document.createElement("button");
  save.setAttribute("variant", "primary");
  save.addEventListener("click", () => form.requestSubmit());
  const discard = document.createElement("button");
  discard.addEventListener("click", () => form.reset());
  bar.append(save, discard);
  document.body.append(bar);
  return bar;
}

function stateOf(button: HTMLElement | null) {
  if (!button) return null;
  return {
    label: button.textContent?.trim() ?? "",
    disabled: button.hasAttribute("disabled"),
    isBusy: button.hasAttribute("loading"),
  };
}
