import { BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Ready to be sent to the accountant: it works as soon as the token stands in it. */
export function UseCard({ address }: { address: string }) {
  const { t } = useTranslation("feed");
  const command = `curl -H "Authorization: Bearer lbf_..." -o entries.csv ${address}/entries.csv`;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("use.title")}
        </Text>
        <Text as="p">{t("use.body")}</Text>
        <Box background="bg-surface-secondary" padding="300" borderRadius="200">
          <Text as="p" breakWord>
            <code>{command}</code>
          </Text>
        </Box>
        <Text as="p">{t("use.more")}</Text>
        <Text as="p">
          <Link url={`${address}/openapi.json`} target="_blank">
            {t("use.docs")}
          </Link>
        </Text>
      </BlockStack>
    </Card>
  );
}
