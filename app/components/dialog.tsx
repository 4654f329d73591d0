import { Modal } from "@shopify/polaris";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
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

/** Enter confirms, Escape goes back, and the focus returns to whatever opened it. */
export function Dialog(props: Props) {
  const { t } = useTranslation("words");
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    if (props.open) {
      opener.current = document.activeElement;
      return;
    }
    const back = opener.current;
    opener.current = null;
    if (back instanceof HTMLElement && back.isConnected) back.focus();
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
    <div onKeyDown={onKeyDown}>
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
