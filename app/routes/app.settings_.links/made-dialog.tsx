import { Button, Modal, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** Shown once. A click beside it copies before it closes: what is not copied now is lost. */
export function MadeDialog({ address, onClose }: { address: string; onClose(): void }) {
  const { t } = useTranslation("links");
  const [copied, setCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      // A frame may not be let at the clipboard: the field is selected, and a person copies it.
      document.querySelector<HTMLInputElement>("#report-link")?.select();
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
          id="report-link"
          label={t("made.address")}
          value={address}
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
