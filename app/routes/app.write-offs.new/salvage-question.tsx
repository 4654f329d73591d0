import { BlockStack, Box, Button, InlineStack, Text } from "@shopify/polaris";
import type { Dispatch } from "react";
import { useTranslation } from "react-i18next";
import { SALVAGE_ANSWERS, type SalvageAnswer } from "#app/domain/reason/salvage.ts";
import type { Question } from "#app/domain/write-off/question.ts";
import type { Draft, DraftChange } from "./draft.ts";

type Props = {
  question: Question;
  draft: Draft;
  change: Dispatch<DraftChange>;
  onKept(salvage: "mark-down" | "repair", positions: number[]): void;
};

/** Asked once a document. Two of the answers keep the goods on the shelf and on the list of their place. */
export function SalvageQuestion({ question, draft, change, onKept }: Props) {
  const { t } = useTranslation("new");
  const positions = Array.isArray(question.facts.positions) ? question.facts.positions.map(Number) : [];
  const units = Number(question.facts.units);

  function answer(salvage: SalvageAnswer) {
    if (salvage === "mark-down" || salvage === "repair") return onKept(salvage, positions);
    for (const position of positions) {
      const line = draft.lines[position];
      if (line) change({ kind: "line", key: line.key, change: { salvage } });
    }
  }

  return (
    <Box background="bg-surface-caution" padding="300" borderRadius="200">
      <BlockStack gap="200">
        <Text as="p" fontWeight="semibold">
          {t("salvage.title", { count: units, item: String(question.facts.item) })}
        </Text>
        <Text as="p">{t("salvage.body")}</Text>
        <InlineStack gap="200">
          {SALVAGE_ANSWERS.map((salvage) => (
            <Button key={salvage} size="large" onClick={() => answer(salvage)}>
              {t(`salvage.${salvage}`)}
            </Button>
          ))}
        </InlineStack>
      </BlockStack>
    </Box>
  );
}
