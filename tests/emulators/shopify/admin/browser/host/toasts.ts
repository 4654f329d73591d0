export type Toast = { id: string; message: string; durationMs: number; isError: boolean; action?: string };

type Ends = { onAction: () => void; onDismiss: () => void };

/** Short words at the bottom of the admin, read aloud, gone by themselves. */
export function showToast({ id, message, durationMs, isError, action }: Toast, ends: Ends): void {
  const toast = document.createElement("div");
  toast.className = isError ? "toast error" : "toast";
  toast.dataset.toast = id;
  const text = document.createElement("span");
  text.textContent = message;
  toast.append(text);
  const remove = () => {
    if (!toast.isConnected) return;
    toast.remove();
    ends.onDismiss();
  };
  if (action) {
    toast.append(
      button(action, "", () => {
        ends.onAction();
        remove();
      }),
    );
  }
  toast.append(button("✕", "Dismiss", remove));
  document.getElementById("toasts")?.append(toast);
  setTimeout(remove, durationMs);
}

export function hideToast(id: string): void {
  document.querySelector(`[data-toast="${CSS.escape(id)}"]`)?.remove();
}

function button(text: string, label: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", onClick);
  return made;
}
