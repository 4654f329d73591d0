import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { type KeyboardEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Scans } from "./use-scans.ts";

const FIELD = "scan-field";

type Props = { scans: Scans; canUndo: boolean };

/** Enter takes what stands here and never more than that: a scanner ends every code with it. */
export function ScanBox({ scans, canUndo }: Props) {
  const { t } = useTranslation("scan");
  const shopify = useAppBridge();
  const [typed, setTyped] = useState("");
  const [hasCamera, setHasCamera] = useState(false);
  const { said, pending } = scans;

  useEffect(() => {
    document.getElementById(FIELD)?.focus();
    setHasCamera(shopify.environment.mobile === true);
  }, [shopify]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    scans.scan(typed);
    setTyped("");
  }

  /** Again and again until the camera is put away, as one does with a basket. */
  async function capture() {
    try {
      for (;;) scans.scan((await shopify.scanner.capture()).data);
    } catch {
      // Put away, or not allowed: the field is still there.
      document.getElementById(FIELD)?.focus();
    }
  }

  return (
    <BlockStack gap="300">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the key comes from the field inside */}
      <div className="lossbook-scan" onKeyDown={onKeyDown}>
        <TextField
          id={FIELD}
          label={pending === null ? t("box.label") : t("box.times", { count: pending })}
          placeholder={t("box.placeholder")}
          helpText={t("box.help")}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          maxLength={100}
          loading={scans.waiting > 0}
        />
      </div>
      {hasCamera ? (
        <Button size="large" fullWidth onClick={capture}>
          {t("box.camera")}
        </Button>
      ) : null}
      <InlineStack gap="200" wrap={false} blockAlign="center">
        <div role="status" aria-live="assertive" className="lossbook-grow lossbook-said">
          {said ? (
            <div key={said.count} className={`lossbook-said-${said.tone}`}>
              <Text as="p" fontWeight="semibold">
                {said.text}
              </Text>
            </div>
          ) : null}
        </div>
        <Button size="large" disabled={!canUndo} onClick={scans.undo}>
          {t("box.undo")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
