import { Box, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { DocumentList } from "#app/components/document-list.tsx";
import type { WriteOffList } from "#app/queries/write-off-list.ts";

export function LatestCard({ latest }: { latest: WriteOffList }) {
  const { t } = useTranslation("home");
  const empty = latest.writeOffs.length === 0;
  return (
    <Card padding="0">
      <Box padding="400">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t("latest.title")}
          </Text>
          {empty ? null : <Link url="/app/write-offs">{t("latest.all")}</Link>}
        </InlineStack>
        {empty ? (
          <Box paddingBlockStart="200">
            <Text as="p" tone="subdued">
              {t("latest.none")}
            </Text>
          </Box>
        ) : null}
      </Box>
      {empty ? null : <DocumentList rows={latest.writeOffs} costHidden={latest.costHidden} short />}
    </Card>
  );
}
