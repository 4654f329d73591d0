import { Card, EmptyState, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

export function NotFound() {
  const { t } = useTranslation("document");
  return (
    <Page title={t("missing.page")} backAction={{ content: t("backToList"), url: "/app/write-offs" }}>
      <Card>
        <EmptyState
          heading={t("missing.title")}
          image=""
          action={{ content: t("missing.action"), url: "/app/write-offs" }}
        >
          <Text as="p">{t("missing.body")}</Text>
        </EmptyState>
      </Card>
    </Page>
  );
}
