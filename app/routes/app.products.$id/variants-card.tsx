import { BlockStack, Box, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import type { ProductHistory } from "#app/queries/product-history.ts";

/** What left for good, variant by variant; what came back is said beside it. */
export function VariantsCard({ history }: { history: ProductHistory }) {
  const { t } = useTranslation("product");
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {t("variants.title")}
        </Text>
        {history.variants.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("variants.none")}
          </Text>
        ) : null}
      </Box>
      {history.variants.map((variant) => (
        <Box
          key={variant.itemId}
          padding="400"
          paddingBlock="300"
          borderBlockStartWidth="025"
          borderColor="border"
        >
          <InlineStack align="space-between" blockAlign="center" gap="300">
            <BlockStack>
              <Text as="span" fontWeight="semibold" breakWord>
                {variant.variantTitle || history.title}
              </Text>
              {variant.sku ? (
                <Text as="span" tone="subdued" variant="bodySm" breakWord>
                  {variant.sku}
                </Text>
              ) : null}
            </BlockStack>
            <BlockStack inlineAlign="end">
              <Text as="span">
                {t("variants.off", { count: variant.off - variant.back })}
                {variant.value ? (
                  <>
                    {" · "}
                    <Amount money={variant.value} />
                  </>
                ) : null}
              </Text>
              {variant.back > 0 ? (
                <Text as="span" tone="subdued" variant="bodySm">
                  {t("variants.back", { count: variant.back })}
                </Text>
              ) : null}
            </BlockStack>
          </InlineStack>
        </Box>
      ))}
    </Card>
  );
}
