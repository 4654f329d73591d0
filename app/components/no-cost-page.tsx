import { Banner, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Books are amounts: who may not see what goods cost is told why there is nothing here. */
export function NoCostPage({ title }: { title: string }) {
  const { t } = useTranslation("books");
  return (
    <Page title={title}>
      <Banner tone="info" title={t("hidden.title")}>
        <Text as="p">{t("hidden.body")}</Text>
      </Banner>
    </Page>
  );
}
