import { BlockStack, Box, Button, EmptySearchResult, EmptyState, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Nothing found and nothing there are two different things to say. */
export function EmptyList({ narrowed, mayWriteOff }: { narrowed: boolean; mayWriteOff: boolean }) {
  const { t } = useTranslation("write-offs");
  if (narrowed) {
    return (
      <Box padding="600">
        <BlockStack gap="400" inlineAlign="center">
          <EmptySearchResult title={t("none.title")} description={t("none.body")} withIllustration />
          <Button url="/app/write-offs">{t("none.clear")}</Button>
        </BlockStack>
      </Box>
    );
  }
  return (
    <EmptyState
      heading={t("empty.title")}
      image=""
      {...(mayWriteOff ? { action: { content: t("empty.action"), url: "/app/write-offs/new" } } : {})}
    >
      <Text as="p">{t("empty.body")}</Text>
    </EmptyState>
  );
}
