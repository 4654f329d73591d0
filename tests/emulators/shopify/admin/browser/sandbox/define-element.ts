import { type ComponentChildren, render } from "preact";

type Value = string | boolean | number | string[] | File[];
export type Properties = Record<string, Value>;

type Wide<V> = V extends boolean ? boolean : V extends string ? string : V;
type Own<P extends Properties> = { [Name in keyof P]: Wide<P[Name]> };

export type ElementOf<P extends Properties> = Omit<HTMLElement, keyof P> &
  Own<P> & { dispatchEvent(event: Event): boolean };

let sheet: CSSStyleSheet | null = null;
export function shareStyle(text: string): void {
  sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
}

/**
 * An element of Shopify's set: its properties (also as attributes), and how it looks inside. Only the
 * documented properties exist, so a mistyped one shows here as it would there: not at all.
 */
export function defineElement<P extends Properties>(
  tag: string,
  defaults: P,
  draw: (element: ElementOf<P>) => ComponentChildren,
  options: { delegatesFocus?: boolean; redrawsWithChildren?: boolean } = {},
): void {
  const byAttribute = new Map(Object.keys(defaults).map((name) => [name.toLowerCase(), name]));

  class Drawn extends HTMLElement {
    static observedAttributes = [...byAttribute.keys()];
    readonly shadow = this.attachShadow({ mode: "open", delegatesFocus: options.delegatesFocus ?? false });
    #values: Properties = { ...defaults };
    #isDue = false;
    #children = new MutationObserver(() => this.redraw());

    constructor() {
      super();
      if (sheet) this.shadow.adoptedStyleSheets = [sheet];
    }

    connectedCallback(): void {
      if (options.redrawsWithChildren) {
        this.#children.observe(this, {
          childList: true,
          subtree: true,
          attributes: true,
          characterData: true,
        });
      }
      this.redraw();
    }

    disconnectedCallback(): void {
      this.#children.disconnect();
    }

    attributeChangedCallback(attribute: string, _: string | null, text: string | null): void {
      const name = byAttribute.get(attribute);
      if (name)
        this.set(
          name,
          text === null ? defaults[name] : typeof defaults[name] === "boolean" ? text !== "false" : text,
        );
    }

    get(name: string): Value | undefined {
      return this.#values[name];
    }

    set(name: string, value: Value | undefined): void {
      if (this.#values[name] === value) return;
      this.#values[name] = value ?? (defaults[name] as Value);
      this.redraw();
    }

    redraw(): void {
      if (this.#isDue) return;
      this.#isDue = true;
      queueMicrotask(() => {
        this.#isDue = false;
        if (this.isConnected) render(draw(this as unknown as ElementOf<P>), this.shadow);
      });
    }
  }

  for (const name of Object.keys(defaults)) {
    Object.defineProperty(Drawn.prototype, name, {
      configurable: true,
      get(this: Drawn) {
        return this.get(name);
      },
      set(this: Drawn, value: Value) {
        this.set(name, value);
      },
    });
  }
  customElements.define(tag, Drawn);
}
