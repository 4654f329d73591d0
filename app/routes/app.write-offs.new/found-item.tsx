import { BlockStack, Box, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ItemName } from "#app/components/item-name.tsx";
import { useProblemWords } from "#app/components/problem-words.ts";
import type { VariantView } from "#app/queries/found-variant.ts";

const LEVELS_SHOWN = 3;

export function FoundItem({ variant }: { variant: VariantView }) {
  const { t } = useTranslation("new");
  const problem = useProblemWords();
  const levels = variant.levels.filter((level) => level.refusal?.code !== "inactive-location");
  return (
    <Box padding="200" width="100%">
      <InlineStack align="space-between" blockAlign="center" gap="300">
        <ItemName item={variant} />
        <BlockStack>
          {variant.refusal ? (
            <Text as="span" tone="subdued">
              {problem(variant.refusal)}
            </Text>
          ) : (
            levels.slice(0, LEVELS_SHOWN).map((level) => (
              <Text as="span" tone="subdued" variant="bodySm" key={level.locationId}>
                {t("finder.level", { location: level.locationName, count: level.available })}
              </Text>
            ))
          )}
        </BlockStack>
      </InlineStack>
    </Box>
  );
}
