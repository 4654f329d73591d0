import { BlockStack, Card, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useSecondWords } from "#app/components/use-second-words.ts";
import type { SecondView } from "#app/queries/second-reason.ts";

export function WhyCard({ reasons }: { reasons: SecondView[] }) {
  const { t } = useTranslation("requests");
  const words = useSecondWords();
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("why.title")}
        </Text>
        <List>
          {reasons.map((reason) => (
            <List.Item key={words(reason)}>{words(reason)}</List.Item>
          ))}
        </List>
      </BlockStack>
    </Card>
  );
}
