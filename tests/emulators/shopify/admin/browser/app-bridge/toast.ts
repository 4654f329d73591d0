import { host } from "./host.ts";

type Options = {
  duration?: number;
  isError?: boolean;
  action?: string;
  onAction?: () => void;
  onDismiss?: () => void;
};

const usualMs = 5000;
const shown = new Map<string, Options>();
let last = 0;

export const toast = {
  show(message: string, options: Options = {}): string {
    last += 1;
    const id = `toast-${last}`;
    shown.set(id, options);
    const { duration = usualMs, isError = false, action } = options;
    void host("toast", { id, message, durationMs: duration, isError, ...(action ? { action } : {}) });
    return id;
  },
  hide(id: string): void {
    void host("hideToast", id);
  },
};

export function toastAction(id: string): void {
  shown.get(id)?.onAction?.();
}

export function toastDismissed(id: string): void {
  shown.get(id)?.onDismiss?.();
  shown.delete(id);
}
