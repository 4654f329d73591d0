import { BlockStack, Button, ButtonGroup, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

export function StartCard({ first }: { first: boolean }) {
  const { t } = useTranslation("home");
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="start">
        <Text as="h2" variant="headingMd">
          {t(first ? "start.first" : "start.title")}
        </Text>
        <Text as="p">{t("start.body")}</Text>
        <ButtonGroup>
          <Button variant="primary" url="/app/write-offs/new">
            {t("start.action")}
          </Button>
        </ButtonGroup>
      </BlockStack>
    </Card>
  );
}
