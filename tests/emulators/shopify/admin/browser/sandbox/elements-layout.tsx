/** @jsxImportSource preact */
import type { JSX } from "preact";
import { defineElement } from "./define-element.ts";

const spaces: Record<string, string> = {
  none: "0",
  "small-300": "2px",
  "small-200": "6px",
  "small-100": "8px",
  small: "12px",
  base: "16px",
  large: "20px",
  "large-100": "24px",
  "large-200": "32px",
};

const box = {
  accessibilityLabel: "",
  accessibilityRole: "",
  padding: "none",
  background: "transparent",
  border: "none",
  borderRadius: "none",
  inlineSize: "",
  minInlineSize: "",
  maxInlineSize: "",
  minBlockSize: "",
};

const roles: Record<string, JSX.AriaRole> = {
  section: "region",
  header: "banner",
  footer: "contentinfo",
  aside: "complementary",
  navigation: "navigation",
  "unordered-list": "list",
  "ordered-list": "list",
  "list-item": "listitem",
};

export function defineLayout(): void {
  defineElement("s-box", box, (element) => (
    <div {...named(element)} class={boxClass(element)} style={boxStyle(element)}>
      <slot />
    </div>
  ));

  const flow = { gap: "none", alignItems: "", justifyContent: "" };
  defineElement("s-stack", { ...box, ...flow, direction: "block" }, (element) => (
    <div
      {...named(element)}
      class={`${boxClass(element)} stack ${element.direction}`}
      style={{
        ...boxStyle(element),
        gap: space(element.gap),
        alignItems: element.alignItems,
        justifyContent: element.justifyContent,
      }}
    >
      <slot />
    </div>
  ));

  const grid = { ...box, ...flow, gridTemplateColumns: "", gridTemplateRows: "", rowGap: "", columnGap: "" };
  defineElement("s-grid", grid, (element) => (
    <div
      {...named(element)}
      class={`${boxClass(element)} grid`}
      style={{
        ...boxStyle(element),
        gridTemplateColumns: element.gridTemplateColumns,
        gap: space(element.gap),
      }}
    >
      <slot />
    </div>
  ));
  defineElement("s-grid-item", box, () => <slot />);

  defineElement("s-section", { heading: "", accessibilityLabel: "", padding: "base" }, (element) => (
    <section aria-label={element.accessibilityLabel || element.heading || undefined}>
      {element.heading && <h3 class="heading">{element.heading}</h3>}
      <slot />
    </section>
  ));

  defineElement("s-divider", { direction: "inline", color: "base" }, () => <hr />);
}

function named({ accessibilityRole, accessibilityLabel }: typeof box) {
  const role = roles[accessibilityRole];
  return { ...(role && { role }), ...(role && accessibilityLabel && { "aria-label": accessibilityLabel }) };
}

function boxClass(element: typeof box): string {
  const rounded = element.borderRadius === "none" ? "" : "rounded";
  const border = element.border === "none" ? "" : "border-base";
  return `box background-${element.background} ${rounded} ${border}`;
}

function boxStyle(element: typeof box): JSX.CSSProperties {
  return {
    padding: element.padding.split(" ").map(space).join(" "),
    inlineSize: element.inlineSize,
    minInlineSize: element.minInlineSize,
    maxInlineSize: element.maxInlineSize,
    minBlockSize: element.minBlockSize,
  };
}

export function space(name: string): string {
  return spaces[name] ?? "0";
}
