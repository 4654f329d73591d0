import type { Call } from "../rpc.ts";
import { shareStyle } from "./define-element.ts";
import { elementStyle } from "./element-style.ts";
import { defineActions } from "./elements-action.tsx";
import { defineFields } from "./elements-field.tsx";
import { defineLayout } from "./elements-layout.tsx";
import { defineText } from "./elements-text.tsx";

/** The `s-*` tags that actions may use, with real labels, roles, focus and error text. */
export function defineElements(host: Call): void {
  shareStyle(elementStyle);
  const open = (href: string) => void host("open", href);
  defineActions(host, open);
  defineFields();
  defineLayout();
  defineText(open);
}

export function pageStyle(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
:root { color-scheme: light; }
html { background: #fff; }
body { margin: 0; color: #303030;
  font: 14px/20px Inter, -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue",
    sans-serif; }
`);
  return sheet;
}
