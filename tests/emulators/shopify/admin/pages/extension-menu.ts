import type { Extension } from "../extensions.ts";
import { type Html, html } from "../html.ts";
import { appIcon, icon } from "../icons.ts";
import type { Visit } from "../visit.ts";

type Menu = {
  id: string;
  label: string;
  target: string;
  /** What the page is about; empty where it is whatever was chosen in a list. */
  selected: string;
  actions: Extension[];
};

/** A button that opens what apps offer at this place. */
export function extensionMenu({ world }: Visit, { id, label, target, selected, actions }: Menu): Html {
  return html`<div class="menu">
  <button class="button" type="button" aria-expanded="false" aria-controls="${id}" data-menu>
    ${label}${icon("chevron")}</button>
  <div id="${id}" class="menu-list" hidden>
    <p class="menu-title">Apps</p>
    ${actions.length === 0 && html`<p class="menu-note">No app has an action here.</p>`}
    ${actions.map(
      (extension) => html`<button type="button" data-extension="${extension.handle}" data-target="${target}"
        data-selected="${selected}">${appIcon()}
        <span>${extension.title}<small>${world.app.title}</small></span>
      </button>`,
    )}
  </div>
</div>`;
}
