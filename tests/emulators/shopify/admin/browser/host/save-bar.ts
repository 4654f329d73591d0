import type { Call } from "../rpc.ts";

export type SaveBar = { id: string; save: BarButton | null; discard: BarButton | null };
type BarButton = { label: string; disabled: boolean; isBusy: boolean };

let isShown = false;

/** The bar for unsaved changes; it lies over the admin until they are saved or given up. */
export function showSaveBar(bar: SaveBar | null, call: Call | null): void {
  const region = document.getElementById("save-bar");
  if (!region) return;
  isShown = bar !== null;
  region.hidden = bar === null;
  if (!bar) {
    region.replaceChildren();
    return;
  }
  const words = document.createElement("strong");
  words.textContent = "Unsaved changes";
  region.replaceChildren(
    words,
    button(bar.discard?.label || "Discard", "button", bar.discard, () =>
      call?.("saveBarButton", bar.id, "discard"),
    ),
    button(bar.save?.label || "Save", "button primary", bar.save, () =>
      call?.("saveBarButton", bar.id, "save"),
    ),
  );
}

/** Comes back when nothing is lost by leaving, or when the person says so; whoever stays, stays. */
export function leaveConfirmation(): Promise<void> {
  if (!isShown) return Promise.resolve();
  const dialog = document.createElement("dialog");
  dialog.className = "modal confirm";
  dialog.setAttribute("aria-labelledby", "leave-title");
  dialog.innerHTML = `<h2 id="leave-title">Leave with unsaved changes?</h2>
<p>What you changed on this page will be lost.</p>
<form method="dialog"><button class="button" value="stay">Stay</button>
<button class="button primary" value="leave">Leave page</button></form>`;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (dialog.returnValue === "leave") resolve();
    });
  });
}

function button(label: string, className: string, state: BarButton | null, onClick: () => void) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = label;
  made.disabled = state?.disabled || state?.isBusy || false;
  made.addEventListener("click", onClick);
  return made;
}
