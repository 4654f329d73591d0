import { openApp } from "./app-frame.ts";
import { standBlocks } from "./extension-block.ts";
import { openExtension } from "./extension-modal.ts";
import { wireMenus } from "./menus.ts";
import { openPrint } from "./print-modal.ts";
import { chosenProducts, wireSelection } from "./selection.ts";

wireMenus();
wireNavigation();
wireSelection();
wireExtensions();
void standBlocks();
const frame = document.querySelector<HTMLIFrameElement>("#app-frame");
if (frame) openApp(frame);

function wireNavigation(): void {
  const toggle = document.querySelector<HTMLButtonElement>(".nav-toggle");
  toggle?.addEventListener("click", () => {
    const isOpen = document.body.classList.toggle("nav-open");
    toggle.setAttribute("aria-expanded", String(isOpen));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !document.body.classList.contains("nav-open")) return;
    document.body.classList.remove("nav-open");
    toggle?.setAttribute("aria-expanded", "false");
    toggle?.focus();
  });
}

function wireExtensions(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-extension]")) {
    const { extension, target, selected } = button.dataset;
    if (!extension || !target) continue;
    const opener = button.closest(".menu")?.querySelector<HTMLButtonElement>("[data-menu]") ?? button;
    const openIt = target.endsWith("print-action.render") ? openPrint : openExtension;
    button.addEventListener("click", () => {
      const ids = selected ? [selected] : chosenProducts();
      void openIt({ handle: extension, target, selected: ids, opener });
    });
  }
}
