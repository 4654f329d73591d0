import { Banner, BlockStack, SkeletonBodyText, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Answer } from "#app/components/answered.ts";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useFormat } from "#app/components/use-format.ts";
import type { Selection } from "#app/queries/selection.ts";

/** How many, how much, and what happens to the rest where more match than can be taken at once. */
export function ChosenWords({ answer }: { answer: Answer<Selection> | null }) {
  const { t } = useTranslation("write-offs");
  const format = useFormat("UTC");
  if (!answer) return <SkeletonBodyText lines={2} />;
  if (!answer.ok) return <RefusalBanner refusal={answer} title={t("bulk.notRead")} />;
  const { documents, matching, units, value } = answer.value;
  const count = documents.length;
  const isPart = matching === null || matching > count;
  return (
    <BlockStack gap="200">
      <Text as="p" fontWeight="semibold">
        {value
          ? t("bulk.chosenValue", { count, units, amount: format.money(value) })
          : t("bulk.chosen", { count, units })}
      </Text>
      {isPart ? (
        <Banner tone="warning">
          <Text as="p">
            {matching === null ? t("bulk.partOfMany", { count }) : t("bulk.partOf", { count, matching })}
          </Text>
        </Banner>
      ) : null}
    </BlockStack>
  );
}
