import { Banner, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ItemName } from "#app/components/item-name.tsx";
import { ItemFinder } from "../app.write-offs.new/item-finder.tsx";
import type { Scans } from "./use-scans.ts";

/** Codes that mean nothing yet, and one that means several things: they wait and stop nobody. */
export function UnclearPart({ scans }: { scans: Scans }) {
  const { t } = useTranslation("scan");
  const [linking, setLinking] = useState<string | null>(null);
  const { choice, unknown } = scans;
  return (
    <>
      {choice ? (
        <Banner tone="warning" title={t("several.title", { code: choice.code })} onDismiss={scans.leave}>
          <BlockStack gap="200">
            {choice.variants.map((variant) => (
              <button
                type="button"
                key={variant.itemId}
                className="lossbook-pick"
                onClick={() => scans.take(variant, choice.quantity)}
              >
                <ItemName item={variant} />
              </button>
            ))}
          </BlockStack>
        </Banner>
      ) : null}
      {unknown.length > 0 ? (
        <Banner tone="warning" title={t("unknown.title", { count: unknown.length })}>
          <BlockStack gap="300">
            <Text as="p">{t("unknown.body")}</Text>
            {unknown.map(({ code, quantity }) => (
              <InlineStack key={code} align="space-between" blockAlign="center" gap="200">
                <Text as="span" fontWeight="semibold" breakWord>
                  {quantity > 1 ? `${quantity} × ${code}` : code}
                </Text>
                <InlineStack gap="200">
                  <Button onClick={() => setLinking(code)} accessibilityLabel={t("unknown.linkOf", { code })}>
                    {t("unknown.link")}
                  </Button>
                  <Button
                    variant="tertiary"
                    onClick={() => scans.forget(code)}
                    accessibilityLabel={t("unknown.forgetOf", { code })}
                  >
                    {t("unknown.forget")}
                  </Button>
                </InlineStack>
              </InlineStack>
            ))}
          </BlockStack>
        </Banner>
      ) : null}
      {linking !== null && unknown.some(({ code }) => code === linking) ? (
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t("unknown.which", { code: linking })}
          </Text>
          <ItemFinder
            onFound={(variant) => {
              scans.link(linking, variant);
              setLinking(null);
              document.getElementById("scan-field")?.focus();
            }}
          />
        </BlockStack>
      ) : null}
    </>
  );
}
