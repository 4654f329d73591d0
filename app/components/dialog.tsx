import { Modal } from "@shopify/polaris";
import { type KeyboardEvent, type ReactNode, useLayoutEffect } from "react";
import { useTranslation } from "react-i18next";

type Props = {
  open: boolean;
  title: string;
  confirm: string;
  destructive?: boolean;
  busy?: boolean;
  disabled?: boolean;
  large?: boolean;
  onConfirm(): void;
  onClose(): void;
  children: ReactNode;
};

/** A Polaris button gives the focus away when the mouse lets go, so what was pressed is remembered too. */
let pressed: Element | null = null;
if (typeof document !== "undefined") {
  document.addEventListener(
    "click",
    ({ target }) => {
      pressed = target instanceof Element ? target.closest("button, a") : null;
    },
    true,
  );
}

/** Enter confirms, Escape goes back, and the focus returns to whatever opened it. */
export function Dialog(props: Props) {
  const { t } = useTranslation("words");
  // Before the dialog takes the focus, and after it has let it go; also when it goes away as a whole.
  useLayoutEffect(() => {
    if (!props.open) return;
    const focused = document.activeElement;
    // A field that asks for the focus has it by now.
    const isLate = focused === document.body || focused?.closest(".Polaris-Modal-Dialog");
    const opener = isLate ? pressed : focused;
    return () => {
      if (opener) focusWhenGone(opener);
    };
  }, [props.open]);

  function confirm() {
    if (!props.busy && !props.disabled) props.onConfirm();
  }

  function onKeyDown(event: KeyboardEvent) {
    const target = event.target as HTMLElement;
    if (event.key !== "Enter" || target.closest("button, a, textarea, select")) return;
    event.preventDefault();
    confirm();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys bubble here from the dialog, which is rendered elsewhere
    <div className="lossbook-unseen" onKeyDown={onKeyDown}>
      <Modal
        open={props.open}
        title={props.title}
        size={props.large ? "large" : undefined}
        onClose={props.onClose}
        primaryAction={{
          content: props.confirm,
          destructive: props.destructive ?? false,
          loading: props.busy ?? false,
          disabled: props.disabled ?? false,
          onAction: confirm,
        }}
        secondaryActions={[{ content: t("back"), onAction: props.onClose, disabled: props.busy ?? false }]}
      >
        {props.children}
      </Modal>
    </div>
  );
}

const FRAMES_MAX = 120;

/** The dialog holds the focus until its way out has been shown. */
function focusWhenGone(element: Element, frames = 0): void {
  if (document.querySelector(".Polaris-Modal-Dialog")) {
    if (frames < FRAMES_MAX) requestAnimationFrame(() => focusWhenGone(element, frames + 1));
  } else if (element instanceof HTMLElement && element.isConnected) element.focus();
}
