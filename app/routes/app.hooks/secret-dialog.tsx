import { Button, Modal, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** Shown once. A click beside it copies before it closes: what is not copied now is lost. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose(): void }) {
  const { t } = useTranslation("hooks");
  const [copied, setCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(secret);
      setCopied(true);
    } catch {
      // A frame may not be let at the clipboard: the field is selected, and a person copies it.
      document.querySelector<HTMLInputElement>("#hook-secret")?.select();
    }
  }
  return (
    <Modal
      open
      title={t("made.title")}
      onClose={copied ? onClose : copy}
      primaryAction={{ content: t("made.done"), onAction: onClose }}
    >
      <Modal.Section>
        <Text as="p">{t("made.body")}</Text>
      </Modal.Section>
      <Modal.Section>
        <TextField
          id="hook-secret"
          label={t("made.secret")}
          value={secret}
          readOnly
          selectTextOnFocus
          monospaced
          autoComplete="off"
          connectedRight={<Button onClick={copy}>{t(copied ? "made.copied" : "made.copy")}</Button>}
        />
      </Modal.Section>
    </Modal>
  );
}
