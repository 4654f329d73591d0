/** @jsxImportSource preact */
import { defineElement } from "./define-element.ts";
import { Glyph } from "./glyph.tsx";

/** A list's items stand in shadows of their own, where `ul` and `li` would not know one another. */
const roles = { list: "list", item: "listitem" } as const;

export function defineText(open: (href: string) => void): void {
  defineElement(
    "s-text",
    {
      color: "base",
      tone: "auto",
      type: "generic",
      fontVariantNumeric: "auto",
      accessibilityVisibility: "visible",
    },
    ({ color, tone, type, fontVariantNumeric }) => {
      const className = `text ${color} tone-${tone} ${fontVariantNumeric}`;
      if (type === "strong") {
        return (
          <strong class={className}>
            <slot />
          </strong>
        );
      }
      return (
        <span class={className}>
          <slot />
        </span>
      );
    },
  );

  defineElement("s-paragraph", { color: "base", tone: "auto" }, ({ color }) => (
    <p class={`text ${color}`}>
      <slot />
    </p>
  ));

  defineElement("s-unordered-list", {}, () => (
    <div role={roles.list} class="list">
      <slot />
    </div>
  ));
  defineElement("s-list-item", {}, () => (
    <div role={roles.item} class="list-item">
      <slot />
    </div>
  ));

  defineElement("s-heading", {}, () => (
    <h3 class="heading">
      <slot />
    </h3>
  ));

  defineElement("s-banner", { heading: "", tone: "auto", dismissible: false, hidden: false }, (element) => {
    if (element.hidden) return null;
    const tone = element.tone === "auto" ? "info" : element.tone;
    const isUrgent = tone === "critical" || tone === "warning";
    return (
      <div class={`banner ${tone}`} role={isUrgent ? "alert" : "status"}>
        <div class="banner-head">
          <Glyph type={tone} />
          <strong>{element.heading}</strong>
          {element.dismissible && (
            <button
              type="button"
              class="button tertiary"
              aria-label="Dismiss"
              onClick={() => {
                element.hidden = true;
                element.dispatchEvent(new Event("dismiss"));
              }}
            >
              <Glyph type="x" />
            </button>
          )}
        </div>
        <div class="banner-body">
          <slot />
        </div>
      </div>
    );
  });

  defineElement("s-spinner", { accessibilityLabel: "", size: "base" }, ({ accessibilityLabel, size }) => (
    <span class={`spinner ${size}`} role="progressbar" aria-label={accessibilityLabel || "Loading"} />
  ));

  defineElement("s-badge", { tone: "auto", color: "base", size: "base", icon: "" }, ({ tone }) => (
    <span class={`badge ${tone}`}>
      <slot />
    </span>
  ));

  defineElement("s-icon", { type: "", tone: "auto", color: "base", size: "base" }, ({ type }) => (
    <Glyph type={type} />
  ));

  defineElement("s-thumbnail", { src: "", alt: "", size: "base" }, ({ src, alt, size }) => (
    <span class={`thumbnail ${size}`}>{src && <img src={src} alt={alt} />}</span>
  ));
  defineElement("s-image", { src: "", alt: "" }, ({ src, alt }) => <img src={src} alt={alt} class="image" />);

  document.addEventListener("click", (event) => {
    const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement);
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented) return;
    event.preventDefault();
    open(link.getAttribute("href") ?? "");
  });
}
