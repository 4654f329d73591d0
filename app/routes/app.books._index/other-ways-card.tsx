import { BlockStack, Button, ButtonGroup, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Nobody needs one of these systems to get the entries into their books. */
export function OtherWaysCard() {
  const { t } = useTranslation("books");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("otherWays.title")}
        </Text>
        <Text as="p">{t("otherWays.body")}</Text>
        <ButtonGroup>
          <Button url="/app/journal">{t("otherWays.files")}</Button>
          <Button url="/app/feed">{t("otherWays.feed")}</Button>
        </ButtonGroup>
      </BlockStack>
    </Card>
  );
}
