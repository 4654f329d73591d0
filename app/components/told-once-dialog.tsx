import { Button, Modal, Text, TextField } from "@shopify/polaris";
import { useId, useState } from "react";

type Props = {
  /** What is shown this once, and how it is spoken of. */
  secret: string;
  words: Record<"title" | "body" | "label" | "copy" | "copied" | "done", string>;
  onClose(): void;
};

/** Shown once. A click beside it copies before it closes: what is not copied now is lost. */
export function ToldOnceDialog({ secret, words, onClose }: Props) {
  const [copied, setCopied] = useState(false);
  const id = useId();
  async function copy() {
    try {
      await navigator.clipboard.writeText(secret);
      setCopied(true);
    } catch {
      // A frame may not be let at the clipboard: the field is selected, and a person copies it.
      const field = document.getElementById(id);
      if (field instanceof HTMLInputElement) field.select();
    }
  }
  return (
    <Modal
      open
      title={words.title}
      onClose={copied ? onClose : copy}
      primaryAction={{ content: words.done, onAction: onClose }}
    >
      <Modal.Section>
        <Text as="p">{words.body}</Text>
      </Modal.Section>
      <Modal.Section>
        <TextField
          id={id}
          label={words.label}
          value={secret}
          readOnly
          selectTextOnFocus
          monospaced
          autoComplete="off"
          connectedRight={<Button onClick={copy}>{copied ? words.copied : words.copy}</Button>}
        />
      </Modal.Section>
    </Modal>
  );
}
