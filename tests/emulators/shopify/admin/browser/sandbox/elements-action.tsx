/** @jsxImportSource preact */
import type { Call } from "../rpc.ts";
import { defineElement } from "./define-element.ts";
import { Glyph } from "./glyph.tsx";

type Open = (href: string) => void;

export function defineActions(host: Call, open: Open): void {
  defineElement("s-admin-action", { heading: "", loading: false }, ({ heading, loading }) => {
    void host("heading", heading);
    void host("busy", loading);
    return (
      <div class="action">
        <div class="action-body" aria-busy={loading}>
          <slot />
        </div>
        <footer class="action-foot">
          <slot name="secondary-actions" />
          <slot name="primary-action" />
        </footer>
      </div>
    );
  });

  defineElement("s-admin-block", { heading: "", collapsedSummary: "" }, ({ heading }) => {
    void host("heading", heading);
    return (
      <div class="block">
        <slot />
      </div>
    );
  });

  defineElement("s-admin-print-action", { src: "" }, ({ src }) => {
    void host("print", src);
    return (
      <div class="action-body">
        <slot />
      </div>
    );
  });

  const button = {
    accessibilityLabel: "",
    disabled: false,
    loading: false,
    variant: "auto",
    tone: "auto",
    type: "button",
    href: "",
    target: "auto",
    icon: "",
  };
  defineElement(
    "s-button",
    button,
    (element) => {
      const { accessibilityLabel, disabled, loading, variant, tone, href, icon } = element;
      const label = accessibilityLabel || undefined;
      const className = `button ${variant} ${tone}`;
      if (href) {
        return (
          <a class={className} href={href} aria-label={label} onClick={(event) => follow(event, href, open)}>
            <slot />
          </a>
        );
      }
      return (
        <button
          type="button"
          class={className}
          disabled={disabled || loading}
          aria-label={label}
          aria-busy={loading}
        >
          {loading && <span class="spinner small" />}
          {icon && <Glyph type={icon} />}
          <span class={loading ? "faded" : ""}>
            <slot />
          </span>
        </button>
      );
    },
    { delegatesFocus: true },
  );

  defineElement(
    "s-link",
    { accessibilityLabel: "", href: "", tone: "auto", target: "auto" },
    ({ accessibilityLabel, href }) => (
      <a
        class="link"
        href={href || "#"}
        aria-label={accessibilityLabel || undefined}
        onClick={(event) => follow(event, href, open)}
      >
        <slot />
      </a>
    ),
    { delegatesFocus: true },
  );

  defineElement(
    "s-clickable",
    {
      accessibilityLabel: "",
      disabled: false,
      background: "transparent",
      border: "none",
      borderRadius: "none",
      padding: "none",
      minBlockSize: "",
      href: "",
    },
    (element) => (
      <button
        type="button"
        class={`clickable background-${element.background} ${borderClass(element.border)}`}
        disabled={element.disabled}
        aria-label={element.accessibilityLabel || undefined}
        style={{ minBlockSize: element.minBlockSize }}
      >
        <slot />
      </button>
    ),
    { delegatesFocus: true },
  );

  defineElement(
    "s-clickable-chip",
    { accessibilityLabel: "", color: "base", disabled: false, removable: false, hidden: false, href: "" },
    ({ accessibilityLabel, color, disabled }) => (
      <button
        type="button"
        class={`chip ${color}`}
        disabled={disabled}
        aria-label={accessibilityLabel || undefined}
      >
        <slot name="graphic" />
        <slot />
      </button>
    ),
    { delegatesFocus: true },
  );
}

function borderClass(border: string): string {
  if (border === "" || border === "none") return "";
  return border.split(" ")[1] === "strong" ? "border-strong" : "border-base";
}

/** `app:`, `shopify:` and the app's own pages open in the admin, never inside the sandbox. */
function follow(event: MouseEvent, href: string, open: Open): void {
  event.preventDefault();
  if (href) open(href);
}
